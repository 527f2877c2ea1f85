import { describe, expect, test } from '@jest/globals';
import { buildIcmpError } from '../../model/icmp.ts';
import { buildPacket } from '../../model/packet.ts';
import { flagBits, type TcpFlag } from '../../model/segment.ts';
import { SegmentReader } from './segment-reader.ts';

const ETHERNET = Buffer.alloc(14);
const client = { address: '10.64.0.4', port: 40_000 };
const server = { address: '10.64.0.2', port: 7_000 };
const SNAPSHOT = 256;

type Sent = [from: 'client' | 'server', flags: TcpFlag[], seq: number, ack: number, payload?: string];

function packet([from, flags, seq, ack, payload = '']: Sent, ends = { client, server }): Buffer {
  return buildPacket({
    source: from === 'client' ? ends.client : ends.server,
    destination: from === 'client' ? ends.server : ends.client,
    ...{ seq, ack, flags: flagBits(flags), window: 1, hopLimit: 64 },
    ...{ options: Buffer.alloc(0), payload: Buffer.from(payload) },
  });
}

/** What the client's host makes of these. */
function read(sent: readonly Sent[], ends = { client, server }) {
  const reader = new SegmentReader({ name: 'client', owns: (address) => address === ends.client.address });
  return sent.map((each) => {
    const frame = Buffer.concat([ETHERNET, packet(each, ends)]);
    return reader.read({ time: 0n, bytes: frame.subarray(0, SNAPSHOT), length: frame.length }).segment;
  });
}

describe('numbers are counted from the SYNs', () => {
  const HANDSHAKE: Sent[] = [
    ['client', ['SYN'], 0xffff_ffff, 0],
    ['server', ['SYN', 'ACK'], 500, 0],
    ['client', ['ACK'], 0, 501],
  ];

  test('of both directions, beyond the end of the number space', () => {
    const segments = read([...HANDSHAKE, ['client', ['PSH', 'ACK'], 0, 501, 'hello']]);
    expect(segments).toMatchObject([
      { direction: 'out', relativeSeq: 0, relativeAck: undefined, length: 0 },
      { direction: 'in', relativeSeq: 0, relativeAck: 1 },
      { direction: 'out', relativeSeq: 1, relativeAck: 1, length: 0 },
      { direction: 'out', relativeSeq: 1, relativeAck: 1, length: 5, seq: 0, flags: ['PSH', 'ACK'] },
    ]);
  });

  test('which are not known where none was seen', () => {
    const [segment] = read([['server', ['RST', 'ACK'], 7, 8]]);
    expect(segment).toMatchObject({ relativeSeq: undefined, relativeAck: undefined, seq: 7, ack: 8 });
  });

  test('of the next connection between the same ends once it has begun, and of two SYNs that cross as one', () => {
    const segments = read([
      ...HANDSHAKE,
      ['client', ['SYN'], 0xffff_ffff, 0],
      ['client', ['SYN'], 90_000, 0],
      ['server', ['SYN', 'ACK'], 7_000, 90_001],
    ]);
    expect(segments.map((each) => each?.connection)).toEqual([1, 1, 1, 1, 2, 2]);
    expect(segments.at(-1)).toMatchObject({ relativeSeq: 0, relativeAck: 1 });
    const crossing = read([
      ['client', ['SYN'], 10, 0],
      ['server', ['SYN'], 20, 0],
      ['client', ['SYN', 'ACK'], 10, 21],
    ]);
    expect(crossing.map((each) => each?.connection)).toEqual([1, 1, 1]);
  });
});

test.each([
  ['ipv4', { client, server }],
  ['ipv6', { client: { ...client, address: 'fd68::4' }, server: { ...server, address: 'fd68::2' } }],
])('the length is that on the wire, not of what was kept: %s', (_family, ends) => {
  const payload = 'x'.repeat(1_400);
  expect(read([['client', ['ACK'], 1, 1, payload]], ends)).toMatchObject([{ length: 1_400, window: 1 }]);
});

test('the header tells its length and its options', () => {
  const reader = new SegmentReader({ name: 'client', owns: (address) => address === client.address });
  const options = Buffer.from('020405b40402080a0000000100000000', 'hex');
  const ends = { source: client, destination: server };
  const syn = { ...ends, seq: 1, ack: 0, flags: flagBits(['SYN']), window: 1, hopLimit: 64, options };
  const frame = Buffer.concat([ETHERNET, buildPacket({ ...syn, payload: Buffer.alloc(0) })]);
  expect(reader.read({ time: 0n, bytes: frame, length: frame.length }).segment).toMatchObject({
    headerLength: 36,
    options: ['MSS 1460', 'SACK permitted', 'timestamps'],
  });
  expect(read([['client', ['RST'], 1, 0]])).toMatchObject([{ headerLength: 20, options: [] }]);
});

test('what is no TCP has a direction, and is no segment', () => {
  const reader = new SegmentReader({ name: 'client', owns: (address) => address === client.address });
  const icmp = buildIcmpError(packet(['client', ['SYN'], 1, 0]), 'port-unreachable') ?? Buffer.alloc(0);
  for (const [bytes, direction] of [
    [icmp, 'in'],
    [Buffer.from('no packet at all'), 'in'],
  ] as const) {
    const frame = Buffer.concat([ETHERNET, bytes]);
    const captured = reader.read({ time: 0n, bytes: frame, length: frame.length });
    expect(captured).toMatchObject({ direction });
    expect(captured.segment).toBeUndefined();
  }
});
