import { expect, test } from '@jest/globals';
import { addressBytes } from '../../model/ip-address.ts';
import { eventData, formatNamed } from './fixtures/made-page.ts';
import { parseEventFormat } from './event-format.ts';
import { addressKey, readerFor, reasonsIn } from './event-reader.ts';

const V4 = { family: 2, sport: 40_000, dport: 7_000, saddr_v6: '10.64.0.2', daddr_v6: '10.64.0.3' };
const [CLIENT, SERVER] = [
  { address: '10.64.0.2', port: 40_000 },
  { address: '10.64.0.3', port: 7_000 },
];

function read(name: string, fields: Parameters<typeof eventData>[1]) {
  const data = eventData(name, fields);
  const reader = readerFor(formatNamed(name));
  return { owner: reader.owner(data, 0), event: reader.read(data, 0, 2_500_000) };
}

const keyOf = (address: string) => addressKey(addressBytes(address));

test('a change of state', () => {
  const change = { skaddr: 5n, oldstate: 4, newstate: 5, protocol: 6 };
  expect(read('inet_sock_set_state', { ...V4, ...change })).toEqual({
    owner: keyOf('10.64.0.2'),
    event: {
      kind: 'state',
      at: 2.5,
      sk: 5n,
      local: CLIENT,
      peer: SERVER,
      from: 'FIN_WAIT1',
      to: 'FIN_WAIT2',
    },
  });
});

test('a change of state of another protocol is nobody’s', () => {
  expect(read('inet_sock_set_state', { ...V4, protocol: 132 }).owner).toBeUndefined();
});

test('IPv6, and IPv4 in a socket that takes both, spelled as ss does', () => {
  const v6 = { family: 10, saddr_v6: 'fd00::2', daddr_v6: '::ffff:10.64.0.3', protocol: 6 };
  const { owner, event } = read('inet_sock_set_state', { ...V4, ...v6 });
  expect(owner).toBe(keyOf('fd00::2'));
  expect([event.local.address, event.peer.address]).toEqual(['fd00::2', '::ffff:10.64.0.3']);
  expect(keyOf('::ffff:10.64.0.3')).toBe(keyOf('10.64.0.3'));
});

/** `struct sockaddr_in`. */
function sockaddr(address: string, port: number): Buffer {
  const bytes = Buffer.alloc(28);
  bytes.writeUInt16LE(2, 0);
  bytes.writeUInt16BE(port, 2);
  addressBytes(address).copy(bytes, 4);
  return bytes;
}

const RESET = { skaddr: 5n, saddr: sockaddr('10.64.0.2', 40_000), daddr: sockaddr('10.64.0.3', 7_000) };

test('a RST with the kernel’s reason, and what made it', () => {
  const { owner, event } = read('tcp_send_reset', { ...RESET, state: 7, reason: 14 });
  expect(owner).toBe(keyOf('10.64.0.2'));
  expect(event).toEqual({
    ...{ kind: 'reset-sent', at: 2.5, sk: 5n, local: CLIENT, peer: SERVER },
    ...{ state: 'CLOSED', by: 'application', reason: 'TCP_STATE' },
  });
  const answer = read('tcp_send_reset', { ...RESET, skaddr: 0n, skbaddr: 9n, state: 0, reason: 1 });
  expect(answer.event).toMatchObject({ sk: 0n, state: undefined, by: 'segment', reason: 'NO_SOCKET' });
});

test('what a softirq sends for a socket that is not CLOSED, a timer sends', () => {
  const inSoftirq = { ...RESET, common_flags: 0x10, reason: 15 };
  expect(read('tcp_send_reset', { ...inSoftirq, state: 1 }).event).toMatchObject({ by: 'timer' });
  // A child that a listener disowns while it closes (inet_child_forget).
  expect(read('tcp_send_reset', { ...inSoftirq, state: 7 }).event).toMatchObject({ by: 'application' });
  expect(read('tcp_send_reset', { ...inSoftirq, state: 1, skbaddr: 9n }).event).toMatchObject({
    by: 'segment',
  });
});

test('the reasons that this kernel knows', () => {
  const reasons = reasonsIn(formatNamed('tcp_send_reset'));
  expect(reasons).toEqual(expect.arrayContaining(['NO_SOCKET', 'TCP_STATE', 'TCP_KEEPALIVE_TIMEOUT']));
  expect(reasons).not.toContain('MAX');
  expect(reasonsIn(formatNamed('inet_sock_set_state'))).toEqual([]);
});

test('a kernel that gives no reason gives none', () => {
  const format = formatNamed('tcp_send_reset');
  const older = { ...format, fields: new Map([...format.fields].filter(([name]) => name !== 'reason')) };
  const data = eventData('tcp_send_reset', { ...RESET, state: 7, reason: 14 });
  expect(readerFor(older).read(data, 0, 0)).toHaveProperty('reason', undefined);
});

test('a retransmission that failed was none', () => {
  const data = { ...V4, skaddr: 5n };
  expect(read('tcp_retransmit_skb', { ...data, err: -16 }).owner).toBeUndefined();
  expect(read('tcp_retransmit_skb', { ...data, err: 0 })).toMatchObject({
    owner: keyOf('10.64.0.2'),
    event: { kind: 'retransmitted', local: CLIENT },
  });
});

test('what is no format, and a format that lacks a field, are told', () => {
  expect(() => parseEventFormat('nonsense')).toThrow('no format of a traced event: nonsense');
  const format = formatNamed('inet_sock_set_state');
  const lacking = { ...format, fields: new Map([...format.fields].filter(([name]) => name !== 'oldstate')) };
  expect(() => readerFor(lacking)).toThrow("this kernel's inet_sock_set_state has no field oldstate");
});
