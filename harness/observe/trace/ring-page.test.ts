import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FORMATS } from './fixtures/formats.ts';
import { MadePage } from './fixtures/made-page.ts';
import { parsePageLayout, readPage } from './ring-page.ts';

const LAYOUT = parsePageLayout(FORMATS);
const WORD = Buffer.from([1, 2, 3, 4]);

function read(page: MadePage) {
  const events: { time: number; first: number }[] = [];
  const { missed } = readPage(page.bytes, LAYOUT, (time, at) =>
    events.push({ time, first: page.bytes.readUInt8(at) }),
  );
  return { events, missed };
}

test('the layout is what the kernel says of it', () => {
  expect(LAYOUT).toEqual({ size: 4_096, commit: 8, data: 16 });
});

test('every event is handed out with its time, and where its data begins', () => {
  const page = new MadePage(1_000)
    .add(WORD, 0)
    .add(Buffer.concat([WORD, WORD]), 250)
    .addLong(WORD, 7);
  expect(read(page)).toEqual({
    events: [1_000, 1_250, 1_257].map((time) => ({ time, first: 1 })),
    ...{ missed: 0 },
  });
});

test('time that is too long for an event, and time that is absolute', () => {
  const long = 5 * 2 ** 27 + 3;
  const page = new MadePage(10)
    .wait(long)
    .add(WORD, 1)
    .stamp(2 ** 40)
    .add(WORD, 2);
  expect(read(page).events.map(({ time }) => time)).toEqual([10 + long + 1, 2 ** 40 + 2]);
});

test('a page whose rest is padding ends there', () => {
  const page = new MadePage(1).add(WORD, 1);
  page.bytes.writeUInt32LE(100, 8);
  page.bytes.writeUInt32LE(29, 16 + 8);
  expect(read(page).events).toHaveLength(1);
});

test.each([
  [7, 7],
  [undefined, NaN],
])('what was lost before a page is told: %p', (count, missed) => {
  expect(read(new MadePage(1).add(WORD, 1).missed(count)).missed).toBe(missed);
});

test('bytes that are no page never hang it, nor read beyond it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4_096, maxLength: 4_096 }), (bytes) => {
      readPage(Buffer.from(bytes), LAYOUT, (_time, at) => expect(at).toBeLessThanOrEqual(4_096));
    }),
  );
});
