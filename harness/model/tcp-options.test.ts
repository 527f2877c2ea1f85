import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timestampsOption } from './segment.ts';
import { optionWords } from './tcp-options.ts';

const words = (hex: string) => optionWords(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

test('the options of a SYN as Linux sends it', () => {
  expect(words('020405b4 0402 080a0000000100000000 01 030307')).toEqual([
    'MSS 1460',
    'SACK permitted',
    'timestamps',
    'window scale 7',
  ]);
});

test('timestamps, and how many blocks a SACK has', () => {
  expect(optionWords(timestampsOption({ value: 1, echo: 2 }))).toEqual(['timestamps']);
  expect(words(`0101 050a ${'00'.repeat(8)}`)).toEqual(['SACK 1 block']);
  expect(words(`0101 051a ${'00'.repeat(24)}`)).toEqual(['SACK 3 blocks']);
});

test('none, what only fills up, and what comes after the end', () => {
  expect(words('')).toEqual([]);
  expect(words('01010101')).toEqual([]);
  expect(words('0402 00 0402')).toEqual(['SACK permitted']);
});

test('unknown ones, those that are too short, and those that are cut', () => {
  expect(words('fe04abcd')).toEqual(['option 254']);
  expect(words('0202 0303')).toEqual(['MSS']);
  expect(words('0402 0204 05')).toEqual(['SACK permitted']);
  expect(words('0402 0200')).toEqual(['SACK permitted']);
});

test('no bytes are too strange', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(optionWords(Buffer.from(bytes)).length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
