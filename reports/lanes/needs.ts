import type { Lane, LaneGroup, Mark, Span } from './lane.ts';
import type { Need } from './readable-scale.ts';

const CHARACTER = 7.2;
const PADDING = 16;
const GLYPH = 16;
/** A mark's words are cut where they are longer. */
const LONGEST_MARK = 120;
const LONGEST_SPAN = 150;

/** Every moment at which something is drawn. */
export function momentsOf(lanes: readonly Lane[]): number[] {
  return lanes.flatMap(({ spans, marks }) => [
    ...spans.flatMap(({ from, to }) => [from.soft, from.at, to.soft, to.at]),
    ...marks.map(({ at }) => at),
  ]);
}

/** The room that words need: a span's between its ends, a mark's until the next mark of its lane. */
export function needsOf(lanes: readonly Lane[], end: number): Need[] {
  return lanes.flatMap((lane) => [
    ...lane.spans.filter(({ look }) => look.kind !== 'program').map(spanNeed),
    ...lane.marks.flatMap((mark, index) => markNeeds(mark, lane.marks[index + 1]?.at ?? end, lane.group)),
  ]);
}

function spanNeed({ from, to, label }: Span): Need {
  const width = Math.min(PADDING + label.length * CHARACTER, LONGEST_SPAN);
  return { what: 'span', from: from.at, to: to.at, width };
}

/** Its glyph is as dear as a span. What a scenario expects is too long to ask for the room of its words. */
function markNeeds({ at, label }: Mark, next: number, group: LaneGroup): Need[] {
  const glyph: Need = { what: 'span', from: at, to: next, width: GLYPH };
  const width = Math.min(GLYPH + label.length * CHARACTER, LONGEST_MARK);
  return group === 'scenario' ? [glyph] : [glyph, { what: 'mark', from: at, to: next, width }];
}
