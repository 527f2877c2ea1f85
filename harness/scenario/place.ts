/** A place in a file; both numbers from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where the innermost call of a stack that is made in this file stands; undefined where none is. */
export function placeIn(file: string, stack: string | undefined): Place | undefined {
  const frame = stack?.split('\n').find((each) => /^\s*at /.test(each) && each.includes(`${file}:`));
  const [, line, column] = frame?.slice(frame.indexOf(`${file}:`) + file.length).match(/^:(\d+):(\d+)/) ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}
