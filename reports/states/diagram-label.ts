import type { Box, Point } from './diagram-shape.ts';

/** What stands beside a line: the edge's number in a plate next to the line, and its event. */
export interface PlacedLabel {
  readonly box: Box;
  /** Where the number's plate is: the lines of the event follow on its other side. */
  readonly plate: Box;
  readonly anchor: 'start' | 'end';
  readonly lines: readonly { readonly text: string; readonly at: Point }[];
}

/** Where a label begins (`start`) or ends (`end`), at the middle of its first line. */
export interface LabelPlace {
  readonly at: Point;
  readonly anchor?: 'end';
  /** How many characters of the event a line may have; all by default. */
  readonly chars?: number;
}

export const LINE_HEIGHT = 14;
const PLATE_WIDTH = 33;
const PLATE_GAP = 5;
/** Of a common wide font at the size that the style sheet gives to events. */
const CHARACTER_WIDTH = 7.5;
const CAPITAL_WIDTH = 9;

export function placeLabel(event: string, { at: [x, y], anchor, chars = 99 }: LabelPlace): PlacedLabel {
  const lines = wrap(event, chars);
  const textWidth = Math.max(...lines.map(widthOf));
  const width = PLATE_WIDTH + PLATE_GAP + textWidth;
  const top = y - LINE_HEIGHT / 2;
  const sideways = anchor === 'end' ? -1 : 1;
  const textX = x + sideways * (PLATE_WIDTH + PLATE_GAP);
  return {
    box: { x: anchor === 'end' ? x - width : x, y: top, width, height: lines.length * LINE_HEIGHT },
    plate: {
      x: anchor === 'end' ? x - PLATE_WIDTH : x,
      ...{ y: top, width: PLATE_WIDTH, height: LINE_HEIGHT },
    },
    anchor: anchor ?? 'start',
    lines: lines.map((text, index) => ({ text, at: [textX, y + index * LINE_HEIGHT] })),
  };
}

function widthOf(line: string): number {
  const capitals = line.replaceAll(/[^A-Z]/g, '').length;
  return capitals * CAPITAL_WIDTH + (line.length - capitals) * CHARACTER_WIDTH;
}

/** Lines of whole words with at most so many characters, unless a word has more. */
export function wrap(text: string, chars: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= chars) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}
