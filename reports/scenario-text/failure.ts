import { plainText } from './plain-text.ts';

/** A failure message in its parts; of one that no matcher of halfclose wrote, there are no rows. */
export interface Failure {
  readonly head: string;
  readonly rows: readonly FailureRow[];
  /** What follows the first line of any other message. */
  readonly rest: string;
}

export interface FailureRow {
  /** `Expected`, `Received`, … */
  readonly label: string;
  /** Lines that stood below each other, without what set them in. */
  readonly text: string;
}

/** As `failureMessage` in harness/expect/message.ts writes them. */
const ROW = /^ {2}(Socket|Host|Expected|Received|Unproven|Observed|Story|Hint|Evidence) +(.*)$/;
const SET_IN = /^ {12}/;

export function readFailure(error: string): Failure {
  const [head = '', ...lines] = plainText(error).split('\n');
  if (!lines.some((line) => ROW.test(line))) return { head, rows: [], rest: lines.join('\n') };
  const rows: { label: string; text: string }[] = [];
  const before: string[] = [];
  for (const line of lines) {
    const [, label, text = ''] = ROW.exec(line) ?? [];
    const last = rows.at(-1);
    if (label !== undefined) rows.push({ label, text });
    else if (last) last.text += `\n${line.replace(SET_IN, '')}`;
    else before.push(line);
  }
  return { head, rows, rest: before.join('\n') };
}
