/** `at +41 ms`, as the timeline counts. */
export function atTime(ms: number): string {
  return `at ${moment(ms)}`;
}

/** `by +41 ms`: some time before, and not known when. */
export function byTime(ms: number): string {
  return `by ${moment(ms)}`;
}

function moment(ms: number): string {
  return `+${ms.toFixed(0)} ms`;
}

/** Something that happened, and when; Infinity where that is not known. */
export interface Happening {
  readonly at: number;
  readonly text: string;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

export function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** Breaks text at blanks, so that no line is wider than `width` unless a word is. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
