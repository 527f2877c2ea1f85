import { expect, test } from '@jest/globals';
import { decodeSocketAddress, encodeSocketAddress } from './socket-address.ts';

test.each([
  ['127.0.0.1', 80, '02000050' + '7f000001' + '0000000000000000'],
  ['::1', 7000, '0a001b58' + '00000000' + '00000000000000000000000000000001' + '00000000'],
])('%s port %i is the structure of its family, both ways', (address, port, hex) => {
  const bytes = encodeSocketAddress({ address, port });
  expect(bytes.toString('hex')).toBe(hex);
  expect(decodeSocketAddress(bytes)).toEqual({ address, port });
});

test.each(['fd68:0:0:1::2', '::', '::ffff:10.0.0.1', 'fd68::1:0:0:2'])('%s survives', (address) => {
  expect(decodeSocketAddress(encodeSocketAddress({ address, port: 1 }))).toEqual({
    address: address === 'fd68:0:0:1::2' ? 'fd68:0:0:1::2' : address,
    port: 1,
  });
});
