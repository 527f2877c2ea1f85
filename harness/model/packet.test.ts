import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ipv6, segment } from './fixtures/arbitrary-segment.ts';
import { addressBytes, addressText } from './ip-address.ts';
import { buildPacket, parsePacket } from './packet.ts';
import type { Segment } from './segment.ts';

const SYN_ACK: Segment = {
  source: { address: '10.64.0.2', port: 7000 },
  destination: { address: '10.64.0.3', port: 40_000 },
  seq: 0xdead_beef,
  ack: 1,
  flags: 0x12,
  window: 64_240,
  hopLimit: 64,
  options: Buffer.from('020405b4', 'hex'),
  payload: Buffer.alloc(0),
};

/**
 * RFC 1071, section 2, done another way than the code does it: in big integers, as one number modulo 2^16 - 1. What is
 * right leaves nothing over.
 */
function remainder(...parts: Buffer[]): bigint {
  const whole = Buffer.concat(parts);
  const even = whole.length % 2 === 0 ? whole : Buffer.concat([whole, Buffer.alloc(1)]);
  return even.length === 0 ? 0n : BigInt(`0x${even.toString('hex')}`) % 0xffffn;
}

function pseudoHeader(packet: Buffer): { header: Buffer; body: Buffer } {
  const isV4 = packet.readUInt8(0) === 0x45;
  const body = packet.subarray(isV4 ? 20 : 40);
  const addresses = isV4 ? packet.subarray(12, 20) : packet.subarray(8, 40);
  const rest = Buffer.alloc(8);
  rest.writeUInt32BE(body.length, 0);
  rest.writeUInt32BE(6, 4);
  return { header: Buffer.concat([addresses, rest]), body };
}

describe('packets', () => {
  test('what is built is read back, byte for byte, in both families', () => {
    fc.assert(fc.property(segment, (given) => expect(parsePacket(buildPacket(given))).toEqual(given)));
  });

  test('both checksums are right, as computed in another way', () => {
    fc.assert(
      fc.property(segment, (given) => {
        const packet = buildPacket(given);
        const { header, body } = pseudoHeader(packet);
        if (packet.readUInt8(0) === 0x45) expect(remainder(packet.subarray(0, 20))).toBe(0n);
        expect(remainder(header, body)).toBe(0n);
      }),
    );
  });

  test('a wrong byte anywhere in the segment makes the checksum wrong', () => {
    const packet = buildPacket(SYN_ACK);
    packet.writeUInt8(packet.readUInt8(25) ^ 1, 25);
    const { header, body } = pseudoHeader(packet);
    expect(remainder(header, body)).not.toBe(0n);
  });

  test.each([
    ['cut short', (packet: Buffer) => packet.subarray(0, -1)],
    ['another protocol', (packet: Buffer) => (packet.writeUInt8(17, 9), packet)],
    ['a fragment', (packet: Buffer) => (packet.writeUInt16BE(0x2000, 6), packet)],
    ['a later fragment', (packet: Buffer) => (packet.writeUInt16BE(5, 6), packet)],
    ['an IP header that is too short', (packet: Buffer) => (packet.writeUInt8(0x44, 0), packet)],
    ['a TCP header that is too short', (packet: Buffer) => (packet.writeUInt8(0x40, 32), packet)],
    ['a TCP header longer than the packet', (packet: Buffer) => (packet.writeUInt8(0xf0, 32), packet)],
    ['no version of IP', (packet: Buffer) => (packet.writeUInt8(0x55, 0), packet)],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s is no segment', (_what, spoil) => {
    expect(parsePacket(spoil(buildPacket(SYN_ACK)))).toBeUndefined();
  });

  test('bytes behind the packet, as short frames have them, are not payload', () => {
    const padded = Buffer.concat([buildPacket(SYN_ACK), Buffer.alloc(6)]);
    expect(parsePacket(padded)?.payload).toHaveLength(0);
  });
});

describe('addresses', () => {
  // RFC 5952, sections 4.1, 4.2.1, 4.2.2, 4.2.3 and 4.3.
  test.each([
    ['2001:0db8:0:0:0:0:0:0001', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::AAAA', '2001:db8::aaaa'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['fd68::', 'fd68::'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['::ffff:a00:1', '::ffff:10.0.0.1'],
    ['::a00:1', '::10.0.0.1'],
    ['::1', '::1'],
  ])('%s is spelled %s', (given, shortest) => {
    expect(addressText(addressBytes(given))).toBe(shortest);
  });

  test('every spelling is that of the platform, which is that of RFC 5952', () => {
    fc.assert(fc.property(ipv6, (address) => addressText(addressBytes(address)) === address));
    fc.assert(fc.property(fc.ipV4(), (address) => addressText(addressBytes(address)) === address));
  });
});
