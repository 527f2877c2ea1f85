import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PcapReader, type CapturedPacket } from './pcap-reader.ts';

interface Spelling {
  readonly littleEndian: boolean;
  readonly nanoseconds: boolean;
}

/** A pcap file as libpcap writes it on a machine of that byte order. */
function pcapFile(packets: readonly CapturedPacket[], spelling: Spelling, linkType = 1): Buffer {
  const magic = spelling.nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const header = Buffer.concat([words([magic], spelling), words([0, 0, 0, 0, linkType], spelling)]);
  const unit = spelling.nanoseconds ? 1n : 1_000n;
  const records = packets.flatMap(({ time, bytes, length }) => {
    const [seconds, fraction] = [time / 1_000_000_000n, (time % 1_000_000_000n) / unit];
    return [words([Number(seconds), Number(fraction), bytes.length, length], spelling), bytes];
  });
  return Buffer.concat([header, ...records]);
}

function words(values: readonly number[], { littleEndian }: Spelling): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) {
    if (littleEndian) bytes.writeUInt32LE(value, index * 4);
    else bytes.writeUInt32BE(value, index * 4);
  }
  return bytes;
}

const spellings = fc.record({ littleEndian: fc.boolean(), nanoseconds: fc.boolean() });
const packets = fc.array(
  fc
    .record({
      microseconds: fc.bigInt({ min: 0n, max: 2n ** 32n * 1_000_000n - 1n }),
      bytes: fc.uint8Array({ maxLength: 300 }),
      cut: fc.integer({ min: 0, max: 2_000 }),
    })
    .map(({ microseconds, bytes, cut }) => ({
      time: microseconds * 1_000n,
      bytes: Buffer.from(bytes),
      length: bytes.length + cut,
    })),
);

function readInPieces(file: Buffer, cuts: readonly number[]): CapturedPacket[] {
  const reader = new PcapReader();
  const places = [0, ...cuts.map((cut) => cut % (file.length + 1)), file.length].sort((a, b) => a - b);
  return places.slice(1).flatMap((to, index) => reader.read(file.subarray(places[index], to)));
}

test('every packet is read, in either byte order, with times in micro- or nanoseconds, however the file was cut', () => {
  fc.assert(
    fc.property(packets, spellings, fc.array(fc.nat()), (written, spelling, cuts) => {
      expect(readInPieces(pcapFile(written, spelling), cuts)).toEqual(written);
    }),
  );
});

test('nanoseconds are kept', () => {
  const packet = { time: 1_700_000_000_123_456_789n, bytes: Buffer.from('x'), length: 1 };
  const file = pcapFile([packet], { littleEndian: true, nanoseconds: true });
  expect(new PcapReader().read(file)).toEqual([packet]);
});

describe('what is no pcap file of Ethernet frames is refused', () => {
  const little = { littleEndian: true, nanoseconds: true };

  test('another kind of file', () => {
    expect(() => new PcapReader().read(Buffer.from('tcpdump: eth0: No such device exists'))).toThrow(
      'this is no pcap file: it begins with 74637064',
    );
  });

  test('another link type', () => {
    expect(() => new PcapReader().read(pcapFile([], little, 113))).toThrow(
      'the capture is of link type 113, not of Ethernet',
    );
  });

  test('bytes lost in the middle', () => {
    const packet = { time: 1_700_000_000n * 1_000_000_000n, bytes: Buffer.alloc(60, 0xab), length: 60 };
    const file = pcapFile([packet, packet], little);
    const broken = Buffer.concat([file.subarray(0, 70), file.subarray(90)]);
    expect(() => new PcapReader().read(broken)).toThrow('the capture is not whole');
  });
});
