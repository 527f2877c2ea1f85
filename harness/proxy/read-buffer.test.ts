import { expect, test } from '@jest/globals';
import { ReadBuffer } from './read-buffer.ts';

const KB = 1024;

/** What a read of so many bytes finds in the buffer. */
function readInto(buffer: ReadBuffer, length: number, fill: number): Buffer {
  const into = buffer.next();
  into.fill(fill, 0, length);
  return buffer.read(length);
}

test('is read into again where nobody keeps what was read', () => {
  const buffer = new ReadBuffer();
  const first = buffer.next();
  buffer.read(100);
  expect(buffer.next()).toBe(first);
});

test('grows when it is filled, up to 256 KiB', () => {
  const buffer = new ReadBuffer();
  const sizes = Array.from({ length: 6 }, () => {
    const { length } = buffer.next();
    buffer.read(length);
    return length / KB;
  });
  expect(sizes).toEqual([2, 16, 128, 256, 256, 256]);
});

test.each([10, 2 * KB, 1_500])('what is kept of %i bytes is not overwritten by the next read', (length) => {
  const buffer = new ReadBuffer();
  const kept = buffer.keep(readInto(buffer, length, 1));
  readInto(buffer, 2 * KB, 2);
  expect(kept.equals(Buffer.alloc(length, 1))).toBe(true);
});

test('what is in use is not overwritten, and what is kept of little holds no large buffer', () => {
  const buffer = new ReadBuffer();
  const used = readInto(buffer, 10, 1);
  buffer.part(used);
  readInto(buffer, 2 * KB, 2);
  expect(used.equals(Buffer.alloc(10, 1))).toBe(true);
  buffer.read(buffer.next().length);
  const kept = buffer.keep(readInto(buffer, 20, 3));
  expect(kept.buffer.byteLength).toBeLessThan(buffer.next().length);
});
