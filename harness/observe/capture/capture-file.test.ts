import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CaptureFile } from './capture-file.ts';
import type { PcapngPacket } from './pcapng.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'halfclose-capture-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

/** The blocks of a pcapng file, as its specification says; each has its length at both ends. */
function blocksOf(file: Buffer): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < file.length;) {
    const length = file.readUInt32LE(at + 4);
    expect(length % 4).toBe(0);
    expect(file.readUInt32LE(at + length - 4)).toBe(length);
    blocks.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

function optionsOf(bytes: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>();
  for (let at = 0; bytes.readUInt16LE(at) !== 0;) {
    const length = bytes.readUInt16LE(at + 2);
    options.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return options;
}

function packetOf({ body }: Block): PcapngPacket {
  const kept = body.readUInt32LE(12);
  const flags =
    optionsOf(body.subarray(20 + Math.ceil(kept / 4) * 4))
      .get(2)
      ?.readUInt32LE() ?? 0;
  return {
    interface: body.readUInt32LE(0),
    time: (BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8)),
    length: body.readUInt32LE(16),
    bytes: Buffer.from(body.subarray(20, 20 + kept)),
    direction: flags === 1 ? 'in' : 'out',
  };
}

const packets: fc.Arbitrary<PcapngPacket[]> = fc.array(
  fc.record(
    {
      interface: fc.integer({ min: 0, max: 1 }),
      direction: fc.constantFrom('in', 'out'),
      time: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      bytes: fc.uint8Array({ maxLength: 99 }).map((bytes) => Buffer.from(bytes)),
      length: fc.integer({ min: 99, max: 65_535 }),
    },
    { noNullPrototype: true },
  ),
);

test('what is put into the file is in it at once, and in the order of its times in the end', () => {
  let number = 0;
  fc.assert(
    fc.property(packets, fc.nat(), (given, cut) => {
      const file = new CaptureFile(path.join(folder, String(++number)));
      file.addInterface('client', 'eth0 of host client');
      file.addInterface('server', 'eth0 of host server');
      const half = cut % (given.length + 1);
      file.add(given.slice(0, half));
      file.add(given.slice(half));
      const written = () => blocksOf(readFileSync(file.path)).slice(3).map(packetOf);
      expect(written()).toEqual(given);
      file.close();
      expect(written()).toEqual(given.toSorted((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time))));
    }),
    { numRuns: 50 },
  );
});

test('the file tells what wrote it, and of each host the name and the resolution of its times', () => {
  const file = new CaptureFile(path.join(folder, 'x'));
  expect(file.addInterface('client', 'eth0 of host client, 10.0.0.4')).toBe(0);
  expect(file.addInterface('server', 'eth0 of host server, 10.0.0.2')).toBe(1);
  file.close();
  const [section, ...interfaces] = blocksOf(readFileSync(file.path));
  expect(section).toMatchObject({ type: 0x0a0d0d0a });
  expect(section?.body.readUInt32LE(0)).toBe(0x1a2b3c4d);
  expect(
    optionsOf(section?.body.subarray(16) ?? Buffer.alloc(0))
      .get(4)
      ?.toString(),
  ).toBe('halfclose');
  expect(
    interfaces.map(({ type, body }) => {
      const options = optionsOf(body.subarray(8));
      return [
        type,
        body.readUInt16LE(0),
        options.get(2)?.toString(),
        options.get(3)?.toString(),
        options.get(9)?.[0],
      ];
    }),
  ).toEqual([
    [1, 1, 'client', 'eth0 of host client, 10.0.0.4', 9],
    [1, 1, 'server', 'eth0 of host server, 10.0.0.2', 9],
  ]);
});

test('what a host still tells when the file is closed does no harm', () => {
  const file = new CaptureFile(path.join(folder, 'x'));
  const number = file.addInterface('client', '');
  file.close();
  const before = readFileSync(file.path);
  file.add([{ interface: number, direction: 'in', time: 1n, bytes: Buffer.from('late'), length: 4 }]);
  expect(readFileSync(file.path)).toEqual(before);
});
