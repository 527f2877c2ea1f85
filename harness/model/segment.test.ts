import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  flagBits,
  flagNames,
  sequenceDistance,
  sequenceLength,
  sequencePlus,
  TCP_FLAGS,
  timestampsOption,
} from './segment.ts';

test('flags are the bits of RFC 9293 section 3.1', () => {
  expect(flagBits(['FIN'])).toBe(0x01);
  expect(flagBits(['SYN', 'ACK'])).toBe(0x12);
  expect(flagBits([...TCP_FLAGS])).toBe(0xff);
  expect(flagNames(0x18)).toEqual(['PSH', 'ACK']);
});

test('flags by name and by bit are the same', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 255 }), (bits) => flagBits(flagNames(bits)) === bits));
});

test('SYN and FIN take a number of the sequence each, bytes one each', () => {
  const length = (flags: number, bytes: number) => sequenceLength({ flags, payload: Buffer.alloc(bytes) });
  expect(length(flagBits(['ACK']), 0)).toBe(0);
  expect(length(flagBits(['SYN']), 0)).toBe(1);
  expect(length(flagBits(['PSH', 'ACK']), 10)).toBe(10);
  expect(length(flagBits(['FIN', 'ACK']), 10)).toBe(11);
});

test('sequence numbers are compared across the wrap', () => {
  expect(sequenceDistance(5, 0xffff_fffe)).toBe(7);
  expect(sequenceDistance(0xffff_fffe, 5)).toBe(-7);
  expect(sequencePlus(0xffff_ffff, 1)).toBe(0);
  expect(sequencePlus(0, -1)).toBe(0xffff_ffff);
});

test('what is added is the distance', () => {
  const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const step = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  fc.assert(fc.property(u32, step, (seq, by) => sequenceDistance(sequencePlus(seq, by), seq) === by));
});

test('timestamps as RFC 7323 appendix A lays them out', () => {
  const option = timestampsOption({ value: 0x0102_0304, echo: 0xfffe_fdfc });
  expect(option.toString('hex')).toBe('0101080a01020304fffefdfc');
});
