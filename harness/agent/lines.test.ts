import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { readLines } from './lines.ts';

/** The lines of a stream that brings these pieces and then ends; `(end)` where the end was told. */
async function linesOf(...pieces: readonly (string | Buffer)[]): Promise<string[]> {
  const input = new PassThrough();
  const told: string[] = [];
  const ended = new Promise<void>((resolve) =>
    readLines(
      input,
      (line) => told.push(line),
      () => {
        told.push('(end)');
        resolve();
      },
    ),
  );
  for (const piece of pieces) input.write(piece);
  input.end();
  await ended;
  return told;
}

test.each([
  ['several in one piece', ['a\nb\n'], ['a', 'b']],
  ['one in several pieces', ['a', 'b', '\n'], ['ab']],
  ['an empty one', ['\na\n'], ['', 'a']],
  ['a last one without an end', ['a\nb'], ['a', 'b']],
  ['none', [], []],
])('%s', async (_what, pieces, lines) => {
  expect(await linesOf(...pieces)).toEqual([...lines, '(end)']);
});

test('a character that is cut in two', async () => {
  const bytes = Buffer.from('…\n');
  expect(await linesOf(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['…', '(end)']);
});

test('a stream that is broken off tells its end all the same', async () => {
  const input = new PassThrough();
  const ended = new Promise<void>((resolve) => readLines(input, () => undefined, resolve));
  input.destroy();
  await ended;
});
