import type { Lab, LabHost, SegmentChoice } from 'halfclose';
import { expect, scenario } from 'halfclose';

// Each is refused with a typed error that says what was wrong, and nothing is put on any wire.
async function refused(asked: Promise<unknown>, code: string, message: string | RegExp): Promise<void> {
  const error = await asked.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason as Error,
  );
  expect(error.message).toMatch(message);
  expect(error).toMatchObject({ name: 'HalfcloseError', code });
}

async function connected(lab: Lab) {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  await expect(client).toReachState('ESTABLISHED');
  return { client, server };
}

/** For the scenario after it: what one lab has made is no place in another. */
let ofAnotherLab: LabHost | undefined;

scenario('choices that can never match', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  ofAnotherLab = server.host;
  const never = (choice: SegmentChoice, message: string | RegExp) =>
    refused(lab.wire.drop(choice), 'INVALID_OPTION', message);

  await never(
    { to: server, flags: 'SYN ACK', without: 'ACK' },
    'can never match: ACK both in `flags` and in `without`',
  );
  await never({ to: server, without: 'ACK', ack: 1 }, 'a segment without ACK has no acknowledgement number');
  await never({ to: server, payload: { min: 10, max: 9 } }, 'can never match: `payload` from 10 to 9');
  await never({ to: server, seq: { min: 2, max: 1 } }, 'can never match: `seq` from 2 to 1');
  await never(
    { from: server, to: server.host },
    'can never match: both ends are in host server, and what stays there is not on the wire',
  );
  const v6 = { host: server.host, port: 7000, family: 'ipv6' } as const;
  const v4 = { host: client.host, port: 7000 };
  await never({ from: v4, to: v6 }, 'can never match: one end is IPv4, the other IPv6');
  const otherPort = { host: server.host, port: 7001 };
  await never({ from: client, to: otherPort }, /client is connected to \S+:7000, not to server:7001$/);
  await never({ from: client, to: v6 }, /client is connected to \S+:7000, not to server:7000$/);
});

scenario('choices that make no sense', { needs: 'wire' }, async ({ lab }) => {
  const { server } = await connected(lab);
  const wrong = (choice: object, code: string, message: string | RegExp) =>
    refused(lab.wire.drop(choice), code, message);

  await wrong({}, 'INVALID_OPTION', 'lab.wire.drop() needs `from` or `to`: a host, a server, a socket');
  await wrong(
    { to: server, flag: 'FIN' },
    'UNKNOWN_OPTION',
    /chosen by `flag`\n {2}they can by from, to, flags/,
  );
  await wrong(
    { to: server, flags: 'SYN FIM' },
    'INVALID_OPTION',
    /TCP has no flag `FIM`\n {2}it has FIN, SYN, RST/,
  );
  await wrong({ to: server, nth: 1, first: 2 }, 'INVALID_OPTION', 'takes one of `nth`, `first` and `after`');
  await wrong({ to: server, nth: 0 }, 'INVALID_OPTION', /`nth`: /);
  await wrong({ to: server, payload: -1 }, 'INVALID_OPTION', /`payload`: /);
  await wrong({ to: server, where: true }, 'INVALID_OPTION', '`where`: must be a function');
  await wrong({ to: 'server' }, 'INVALID_OPTION', '`to`: must be a place');
  await wrong({ to: {} }, 'INVALID_OPTION', 'a target is a server, a proxy, or `{ host, port }`');
});

scenario('places that are of another lab, or have no connection yet', { needs: 'wire' }, async ({ lab }) => {
  const server = await lab.server();
  const other = ofAnotherLab;
  if (!other) throw new Error('the scenario before this one has not run');
  await refused(
    lab.wire.drop({ to: other }),
    'INVALID_OPTION',
    /^server is not of this lab\n {2}was it made by/,
  );
  await refused(lab.wire.cut(other), 'INVALID_OPTION', 'server is not of this lab');
  await refused(
    lab.wire.drop({ to: { host: other, port: 7000 } }),
    'INVALID_OPTION',
    /^no host of this lab has the address/,
  );
  await refused(
    lab.wire.hold({ from: server.connection(1) }),
    'INVALID_OPTION',
    /^server has no connection yet whose segments could be chosen\n {2}choose its host/,
  );
  await refused(
    lab.wire.inject({ into: server, flags: 'RST' }),
    'INVALID_OPTION',
    'server has no connection yet to forge a segment of',
  );
});

scenario('options of faults', { needs: 'wire' }, async ({ lab }) => {
  const server = await lab.server();
  const all = { to: server };
  const { wire } = lab;
  await refused(
    wire.delay(all, { ms: -1 }),
    'INVALID_OPTION',
    /^lab\.wire\.delay\(\): option `ms`: .*\n {2}it takes: ms, jitterMs/,
  );
  await refused(wire.delay(all, undefined as never), 'INVALID_OPTION', /^lab\.wire\.delay\(\): /);
  await refused(wire.duplicate(all, { copies: 0 }), 'INVALID_OPTION', 'option `copies`');
  await refused(wire.reorder(all, { behind: 1.5 }), 'INVALID_OPTION', 'option `behind`');
  await refused(wire.corrupt(all, { what: 'flags' as never }), 'INVALID_OPTION', 'option `what`');
  await refused(wire.reject(all, { with: 'fin' as never }), 'INVALID_OPTION', 'option `with`');
  await refused(
    wire.loss(all, { probability: 2 }),
    'INVALID_OPTION',
    /^lab\.wire\.loss\(\): option `probability`/,
  );
  await refused(wire.loss(all, { chance: 1 } as never), 'INVALID_OPTION', 'option `probability`');
  await refused(wire.rate(all, { bytesPerSecond: 0 }), 'INVALID_OPTION', 'option `bytesPerSecond`');
  await refused(wire.rate(all, { bytesPerSecond: 1, burst: 1 } as never), 'UNKNOWN_OPTION', /burst/);
  await refused(
    wire.idleTimeout(server, server, { afterMs: 1, then: 'fin' as never }),
    'INVALID_OPTION',
    /^lab\.wire\.idleTimeout\(\): option `then`/,
  );
  await refused(
    wire.partition(server, server, { oneway: true } as never),
    'UNKNOWN_OPTION',
    /^lab\.wire\.partition\(\): .*oneway.*\n {2}it takes: oneWay/,
  );
});

scenario('releases of what is not held', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const held = await lab.wire.hold({ from: client, payload: { min: 1 } });
  await refused(
    held.release(),
    'NOTHING_HELD',
    /^hold-1 \(hold any segment of 1 or more bytes from client\) holds no segment to release\n {2}wait for what/,
  );
  await client.write('held');
  await held.caught();
  await refused(held.release({ places: [1, 9] }), 'NOTHING_HELD', /holds \d+: there is no number 9/);
  await refused(held.discard({ places: [1, 1] }), 'INVALID_OPTION', /^held\.discard\(\): .*named twice/);
  await refused(held.release({ places: [0] }), 'INVALID_OPTION', /^held\.release\(\): option `places\.0`/);
  await refused(
    held.release({ reverse: true } as never),
    'UNKNOWN_OPTION',
    /reverse.*\n {2}it takes: places, reversed/,
  );
  // What was refused has let nothing go.
  await expect(server).toHaveReceived('');
  await held.release();
  await expect(server).toHaveReceived('held');
  await held.lift();
  await refused(held.release(), 'NOTHING_HELD', /holds no segment to release, it was lifted/);
});

scenario('faults that contradict each other, and those that do not', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const cut = await lab.wire.drop({ from: client.host, to: server });
  await refused(
    lab.wire.hold({ from: client, flags: 'FIN' }),
    'CONFLICTING_FAULTS',
    /^hold FIN from client: every such segment is decided by drop-1 \(drop any segment from client to server:7000\)\n {2}lift/,
  );
  await lab.wire.hold({ from: server, to: client.host });
  await cut.lift();
  await lab.wire.drop({ from: client, flags: 'FIN', nth: 1 });
  await lab.wire.drop({ from: client, flags: 'FIN', nth: 1 });
});

scenario('floods that cannot be sent', { needs: 'wire' }, async ({ lab }) => {
  const server = await lab.server();
  const v6 = await lab.server({ on: server.host, name: 'v6', port: 7001, family: 'ipv6' });
  const wrong = (flood: object, code: string, message: string | RegExp) =>
    refused(lab.wire.flood({ to: server, count: 1, ...flood }), code, message);
  await wrong(
    { count: 0 },
    'INVALID_OPTION',
    /^lab\.wire\.flood\(\): option `count`: .*\n {2}it takes: to, count/,
  );
  await wrong({ count: 20_001 }, 'INVALID_OPTION', 'option `count`');
  await wrong({ count: undefined }, 'INVALID_OPTION', 'option `count`');
  await wrong({ addresses: 0 }, 'INVALID_OPTION', 'option `addresses`');
  await wrong({ addresses: 2 }, 'INVALID_OPTION', '`addresses`: there cannot be more addresses than SYNs');
  await wrong({ from: server }, 'UNKNOWN_OPTION', /from/);
  await wrong({ to: 'server' }, 'INVALID_OPTION', 'option `to`: must be a place');
  await wrong({ to: {} }, 'INVALID_OPTION', 'a target is a server, a proxy, or `{ host, port }`');
  await wrong({ to: v6 }, 'INVALID_OPTION', 'its addresses are IPv4; let the server listen on that');
  await wrong({ to: { host: server.host, port: 9 } }, 'INVALID_OPTION', /nobody listens at \S+:9$/);
  const other = ofAnotherLab;
  if (!other) throw new Error('the scenario that makes it has not run');
  await wrong({ to: { host: other, port: 7000 } }, 'INVALID_OPTION', /no host of this lab has the address/);
  await expect(server).toHaveHalfOpen(0);
});

scenario('segments that cannot be forged', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const wrong = (forgery: object, code: string, message: string | RegExp) =>
    refused(lab.wire.inject(forgery as never), code, message);
  await wrong({ flags: 'RST' }, 'INVALID_OPTION', /option `from`.*\n {2}it takes `into`, or `from` and `to`/);
  await wrong({ into: client }, 'INVALID_OPTION', 'option `flags`');
  await wrong({ into: client, flags: 'RTS' }, 'INVALID_OPTION', 'TCP has no flag `RTS`');
  await wrong({ into: client, flags: 'RST', seq: 0.5 }, 'INVALID_OPTION', 'option `seq`');
  await wrong({ into: client, flags: 'RST', window: 65_536 }, 'INVALID_OPTION', 'option `window`');
  const early = { value: 1, echo: -1 };
  await wrong(
    { into: client, flags: 'RST', timestamps: early },
    'INVALID_OPTION',
    'option `timestamps.echo`',
  );
  await wrong({ into: client, flags: 'RST', sequence: 1 }, 'UNKNOWN_OPTION', /sequence/);
  await wrong({ into: client, flags: 'RST', from: server, to: server }, 'UNKNOWN_OPTION', /from.*to/);
  await client.close();
  await expect(server).toBeGone();
  await wrong(
    { into: server, flags: 'RST' },
    'NOT_OBSERVABLE',
    /^nobody knows the sequence numbers of server/,
  );
});
