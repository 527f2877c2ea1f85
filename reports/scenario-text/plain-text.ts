const ESCAPE = String.fromCharCode(0x1b);
const BELL = String.fromCharCode(0x07);

/** Colours and the like (ECMA-48 control sequences), and what terminals are told otherwise, such as their title. */
const SEQUENCES = new RegExp(
  [`${ESCAPE}\\[[0-?]*[ -/]*[@-~]`, `${ESCAPE}\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)`].join('|'),
  'g',
);

/** Text as a terminal would show it, without its colours. */
export function plainText(text: string): string {
  return text.replaceAll(SEQUENCES, '');
}
