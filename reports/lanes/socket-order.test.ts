import { expect, test } from '@jest/globals';
import { connectionsOf } from './socket-order.ts';
import { socketOf } from './test-lanes.ts';

const namesOf = (...sockets: Parameters<typeof connectionsOf>[0]) =>
  connectionsOf(sockets).map((connection) => connection.map(({ name }) => name));

test('a connection through a proxy goes from its client by both legs to its server; listeners come last', () => {
  expect(
    namesOf(
      socketOf('server:listener', 'listener', [7000]),
      socketOf('server', 'server', [7000, 50]),
      socketOf('proxy:server-leg', 'server-leg', [50, 7000]),
      socketOf('client', 'client', [40, 8000]),
      socketOf('proxy:client-leg', 'client-leg', [8000, 40]),
    ),
  ).toEqual([['client', 'proxy:client-leg', 'proxy:server-leg', 'server'], ['server:listener']]);
});

test('each client stands with its own server', () => {
  expect(
    namesOf(
      socketOf('one', 'client', [41, 7000]),
      socketOf('two', 'client', [42, 7000]),
      socketOf('server', 'server', [7000, 42]),
      socketOf('server/2', 'server', [7000, 41]),
    ),
  ).toEqual([
    ['one', 'server/2'],
    ['two', 'server'],
  ]);
});

test('where ends are used again, the first client has the first server', () => {
  expect(
    namesOf(
      socketOf('first', 'client', [41, 7000]),
      socketOf('again', 'client', [41, 7000]),
      socketOf('server', 'server', [7000, 41]),
      socketOf('server/2', 'server', [7000, 41]),
    ),
  ).toEqual([
    ['first', 'server'],
    ['again', 'server/2'],
  ]);
});

test('two clients that open to one another are one connection; who has no peer stands alone', () => {
  const unknown = { ...socketOf('lost', 'client', [1, 2]), local: undefined, peer: undefined };
  expect(
    namesOf(socketOf('left', 'client', [7000, 7001]), socketOf('right', 'client', [7001, 7000]), unknown, {
      ...unknown,
      name: 'lost too',
    }),
  ).toEqual([['left', 'right'], ['lost'], ['lost too']]);
});

test('a server that takes both families knows its peer by another spelling', () => {
  const server = socketOf('server', 'server', [7000, 41]);
  const mapped = {
    ...server,
    local: { address: '::ffff:10.0.0.1', port: 7000 },
    peer: { address: '::ffff:10.0.0.1', port: 41 },
  };
  expect(namesOf(socketOf('client', 'client', [41, 7000]), mapped)).toEqual([['client', 'server']]);
});
