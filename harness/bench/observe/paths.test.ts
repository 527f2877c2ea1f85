import { expect, test } from '@jest/globals';
import type { TcpState } from '../../model/tcp-state.ts';
import type { StateEvent } from '../../observe/trace/trace-event.ts';
import { completePaths } from './paths.ts';

const CLIENT: readonly TcpState[] = [
  ...(['CLOSED', 'SYN_SENT', 'ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSED'] as const),
];
const SERVER: readonly TcpState[] = [
  ...(['LISTEN', 'SYN_RECV', 'ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED'] as const),
];
const SERVER_PORT = 7_000;

/** What is traced of a socket that goes this way from `at` on. */
function life(path: readonly TcpState[], port: number, sk: bigint, at = 0): StateEvent[] {
  const [client, server] = [
    { address: '10.64.0.3', port },
    { address: '10.64.0.2', port: SERVER_PORT },
  ];
  const [local, peer] = path === SERVER ? [server, client] : [client, server];
  return path.slice(1).map((to, index) => {
    const from = path[index] ?? 'CLOSED';
    return { kind: 'state', at: at + index, sk, local, peer, from, to };
  });
}

test('a connection is complete where both of its ends are', () => {
  expect(completePaths([...life(CLIENT, 10_000, 1n), ...life(SERVER, 10_000, 2n)])).toBe(1);
  expect(completePaths([...life(CLIENT, 10_000, 1n), ...life(SERVER, 10_001, 2n)])).toBe(0);
});

test('processors tell at their own pace, and a kernel socket is used again', () => {
  const [first, second] = [0, 10].map((at) => [
    ...life(CLIENT, 10_000 + at, 1n, at),
    ...life(SERVER, 10_000 + at, 2n, at),
  ]);
  expect(completePaths([...(second ?? []), ...(first ?? []).reverse()])).toBe(2);
});

test('close() on a socket that has sent its FIN already is no step', () => {
  const [before, after] = [life(CLIENT, 10_000, 1n), life([...CLIENT.slice(0, 4), 'FIN_WAIT2'], 10_000, 1n)];
  const again = after.slice(-1).map((event) => ({ ...event, from: 'FIN_WAIT2' as const, at: 3.5 }));
  expect(completePaths([...before, ...again, ...life(SERVER, 10_000, 2n)])).toBe(1);
});

test.each([0, 1, 2, 3, 4])('one step missing, the %d-th, is not complete', (missing) => {
  const events = [...life(CLIENT, 10_000, 1n), ...life(SERVER, 10_000, 2n)];
  expect(completePaths(events.toSpliced(missing, 1))).toBe(0);
  expect(completePaths(events.toSpliced(missing + 5, 1))).toBe(0);
});
