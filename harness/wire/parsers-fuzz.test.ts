import { randomInt } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { buildIcmpError } from '../model/icmp.ts';
import { buildPacket, parsePacket } from '../model/packet.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { readMessages, type QueueMessage } from './netlink.ts';
import { packetMessage } from './fixtures/queue-messages.ts';

const INPUTS = 100_000;
const LONGEST = 300;

// Set HALFCLOSE_SEED to repeat a failure.
const seed = Number(process.env['HALFCLOSE_SEED'] ?? randomInt(2 ** 31));
const random = seededRandom(seed, 'fuzzing the parsers');
const below = (limit: number) => Math.floor(random() * limit);

const valid = ['10.64.0.2', 'fd68::2'].map((address) =>
  buildPacket({
    source: { address, port: 7000 },
    destination: { address, port: 40_000 },
    ...{ seq: 1, ack: 2, flags: 0x18, window: 3, dscp: 0 },
    options: Buffer.from('0101080a0000000100000002', 'hex'),
    payload: Buffer.from('some bytes of an application'),
  }),
);

// Drawn once: that each input is another piece of it is random enough, and fifty times as fast.
const noise = Buffer.from(Uint8Array.from({ length: 2 ** 20 }, () => below(256)));

function randomBytes(): Buffer {
  const from = below(noise.length - LONGEST);
  return Buffer.from(noise.subarray(from, from + below(LONGEST)));
}

/** Some bytes changed, to the values that lengths go wrong by more often than not; then perhaps cut, or doubled. */
function mutated(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  for (let left = 1 + below(4); left > 0; left--) {
    const extremes = [0, 1, 3, 4, 0x7f, 0x80, 0xff, below(256)];
    changed.writeUInt8(extremes[below(extremes.length)] ?? 0, below(changed.length));
  }
  const how = below(4);
  if (how === 0) return changed.subarray(0, below(changed.length));
  return how === 1 ? Buffer.concat([changed, changed]) : changed;
}

/** Half of the inputs are noise, half are nearly right. */
function inputs(samples: readonly Buffer[]): () => Buffer {
  return () => (random() < 0.5 ? randomBytes() : mutated(samples[below(samples.length)] ?? randomBytes()));
}

/** How many inputs were taken for something; raises with the seed and the input where the parser threw. */
function taken(next: () => Buffer, parse: (input: Buffer) => boolean): number {
  let count = 0;
  for (let tried = 0; tried < INPUTS; tried++) {
    const input = next();
    try {
      if (parse(input)) count++;
    } catch (cause) {
      throw new Error(`HALFCLOSE_SEED=${String(seed)}: ${input.toString('hex')}`, { cause });
    }
  }
  return count;
}

test('100,000 packets that are none, or nearly: read or refused, never more', () => {
  const parsed = taken(inputs(valid), (input) => {
    const segment = parsePacket(input);
    if (!segment) return false;
    if (segment.payload.length + segment.options.length > input.length)
      throw new Error('more than there was');
    return true;
  });
  // Were all refused, only the first checks would have been tried.
  expect(parsed).toBeGreaterThan(INPUTS / 10);
  expect(parsed).toBeLessThan(INPUTS);
});

test('100,000 packets answered with an ICMP error, or not', () => {
  expect(
    taken(inputs(valid), (input) => buildIcmpError(input, 'host-unreachable') !== undefined),
  ).toBeGreaterThan(INPUTS / 10);
});

test('100,000 netlink messages that are none, or nearly', () => {
  const within = (input: Buffer) => (message: QueueMessage) =>
    message.kind === 'answer' || message.packet.length <= input.length;
  const samples = valid.map((packet) => packetMessage(below(2 ** 32), packet));
  const parsed = taken(inputs(samples), (input) => {
    const messages = readMessages(input);
    if (!messages.every(within(input))) throw new Error('more than there was');
    return messages.length > 0;
  });
  expect(parsed).toBeGreaterThan(INPUTS / 10);
  expect(parsed).toBeLessThan(INPUTS);
});
