import { describe, expect, test } from '@jest/globals';
import { buildIcmpError, ICMP_REJECTIONS, type IcmpRejection } from './icmp.ts';
import { parseIp } from './ip-header.ts';
import { buildPacket } from './packet.ts';

const REJECTIONS = Object.keys(ICMP_REJECTIONS) as IcmpRejection[];
const ENDS = {
  ipv4: ['10.64.0.2', '10.64.0.3'],
  ipv6: ['fd68::2', 'fd68::3'],
} as const;

function dataFrom([source, destination]: readonly [string, string], bytes: number): Buffer {
  return buildPacket({
    source: { address: source, port: 1 },
    destination: { address: destination, port: 2 },
    ...{ seq: 7, ack: 9, flags: 0x18, window: 5, dscp: 0 },
    options: Buffer.alloc(0),
    payload: Buffer.alloc(bytes, 'x'),
  });
}

/** RFC 1071: the sum of what is right, its checksum included, is 0 modulo 2^16 - 1. */
function sumsUp(...parts: Buffer[]): boolean {
  const whole = Buffer.concat(parts);
  const padded = Buffer.concat([whole, Buffer.alloc(whole.length % 2)]);
  return BigInt(`0x${padded.toString('hex')}`) % 0xffffn === 0n;
}

describe.each(['ipv4', 'ipv6'] as const)('an ICMP error over %s', (family) => {
  const packet = dataFrom(ENDS[family], 1_000);

  test.each(REJECTIONS)('%s has its type and code, and quotes the packet from its receiver', (rejection) => {
    const ip = parseIp(buildIcmpError(packet, rejection) ?? Buffer.alloc(0));
    expect(ip).toMatchObject({
      source: ENDS[family][1],
      destination: ENDS[family][0],
      protocol: family === 'ipv4' ? 1 : 58,
    });
    const body = ip?.body ?? Buffer.alloc(0);
    expect([...body.subarray(0, 2)]).toEqual([
      ...ICMP_REJECTIONS[rejection][family === 'ipv4' ? 'v4' : 'v6'],
    ]);
    expect([...body.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect(body.subarray(8)).toEqual(packet.subarray(0, 512));
  });

  test.each([0, 7, 1_000])('has the right checksum, with %i bytes of data', (bytes) => {
    const built = buildIcmpError(dataFrom(ENDS[family], bytes), 'host-unreachable') ?? Buffer.alloc(0);
    if (family === 'ipv4') {
      expect(sumsUp(built.subarray(20))).toBe(true);
      return;
    }
    // RFC 4443 section 2.3: with the pseudo-header of RFC 8200 section 8.1.
    const body = built.subarray(40);
    const rest = Buffer.alloc(8);
    rest.writeUInt32BE(body.length, 0);
    rest.writeUInt32BE(58, 4);
    expect(sumsUp(built.subarray(8, 40), rest, body)).toBe(true);
  });
});

test('what is no packet is not answered', () => {
  expect(buildIcmpError(Buffer.alloc(19), 'net-unreachable')).toBeUndefined();
});
