import fc from 'fast-check';

const character = fc.nat({ max: 0x10ffff }).map(
  (code) => String.fromCodePoint(code),
  (text) => (/^.$/su.test(String(text)) ? (String(text).codePointAt(0) ?? NaN) : NaN),
);

/** Any string. The library's own of unit `binary` begins with a table of all of Unicode, which takes a second. */
export const anyString = fc.string({ unit: character });
