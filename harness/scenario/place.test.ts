import { describe, expect, test } from '@jest/globals';
import { placeIn } from './place.ts';

const STACK = `Error: what /a/scenario.test.ts:1:1 says
    at inner (/a/helper.ts:3:4)
    at /a/scenario.test.ts:12:34
    at run (/a/scenario.test.ts:56:7)`;

describe('the place of a call in a file', () => {
  test('is that of the innermost call there, whatever the message says', () => {
    expect(placeIn('/a/scenario.test.ts', STACK)).toEqual({ line: 12, column: 34 });
    expect(placeIn('/a/helper.ts', STACK)).toEqual({ line: 3, column: 4 });
  });

  test('is not known where no call is made there, or no stack was kept', () => {
    expect(placeIn('/b/scenario.test.ts', STACK)).toBeUndefined();
    expect(placeIn('/a/scenario.test.ts', undefined)).toBeUndefined();
  });

  test('is that in the source, not in what it was translated to', () => {
    expect(placeIn(__filename, new Error().stack)).toEqual({ line: 21, column: 32 });
  });
});
