import { expect, scenario, type Client, type Lab, type Server } from 'halfclose';
import { resendsAfter } from '../resends-after.ts';
import { connected } from './connected.ts';
import { failureOf, stable } from './message.ts';

// Wrong expectations of resets and retransmissions where the kernel's trace shows what there was.
const soon = { withinMs: 100 };
const NEEDS = { needs: 'trace' } as const;
const NEEDS_WIRE = { needs: ['wire', 'trace'] } as const;

/** The client has reset the connection, and the server knows. */
async function reset(lab: Lab): Promise<{ client: Client; server: Server }> {
  const ends = await connected(lab);
  await ends.client.reset();
  await expect(ends.server).toHaveFailedWith('ECONNRESET');
  return ends;
}

scenario('toHaveSentReset: an orderly close', NEEDS, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(server).toBeGone();
  expect(stable(await failureOf(expect(client).toHaveSentReset(soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(client.host).toHaveSentReset(soon)))).toMatchSnapshot('of a host');
});

scenario('not.toHaveSentReset: a reset', NEEDS, async ({ lab }) => {
  const { client } = await reset(lab);
  expect(stable(await failureOf(expect(client).not.toHaveSentReset(soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(client.host).not.toHaveSentReset(soon)))).toMatchSnapshot('of a host');
});

scenario('toHaveSentReset: another reason, and another cause', NEEDS, async ({ lab }) => {
  const { client, server } = await reset(lab);
  const reason = { reason: 'TCP_ABORT_ON_CLOSE', ...soon };
  expect(stable(await failureOf(expect(client).toHaveSentReset(reason)))).toMatchSnapshot('reason');
  const by = { by: 'segment', ...soon } as const;
  expect(stable(await failureOf(expect(client).toHaveSentReset(by)))).toMatchSnapshot('by');
  const both = { reason: 'TCP_STATE', by: 'timer', ...soon } as const;
  expect(stable(await failureOf(expect(client).toHaveSentReset(both)))).toMatchSnapshot('both');
  const right = { reason: 'TCP_STATE', by: 'application', ...soon } as const;
  expect(stable(await failureOf(expect(client).not.toHaveSentReset(right)))).toMatchSnapshot('negated');
  expect(stable(await failureOf(expect(server).toHaveSentReset(soon)))).toMatchSnapshot('the other end');
});

scenario('toHaveSentReset: one that was sent for no socket', NEEDS, async ({ lab }) => {
  const host = await lab.host({ name: 'server' });
  const client = await lab.client({ to: { host, port: 9 } });
  await expect(client).toHaveFailedWith('ECONNREFUSED');
  const wrong = { reason: 'TCP_FLAGS', ...soon };
  expect(stable(await failureOf(expect(host).toHaveSentReset(wrong)))).toMatchSnapshot();
});

scenario('toHaveBeenResetBy: the peer, not a middlebox', NEEDS, async ({ lab }) => {
  const { server } = await reset(lab);
  expect(stable(await failureOf(expect(server).toHaveBeenResetBy('middlebox', soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(server).not.toHaveBeenResetBy('peer', soon)))).toMatchSnapshot(
    'negated',
  );
});

scenario('toHaveBeenResetBy: a middlebox, not the peer', NEEDS_WIRE, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await resendsAfter(client.host, 30);
  await lab.wire.reject({ from: client, payload: { min: 1, max: 100 } });
  await client.write('not let through');
  await expect(client).toHaveFailedWith('ECONNRESET');
  expect(stable(await failureOf(expect(client).toHaveBeenResetBy('peer', soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(client).not.toHaveBeenResetBy('middlebox', soon)))).toMatchSnapshot(
    'negated',
  );
  expect(stable(await failureOf(expect(server).toHaveBeenResetBy('middlebox', soon)))).toMatchSnapshot(
    'who was not reset',
  );
});

scenario('toHaveBeenResetBy: a RST of each is unproven', NEEDS_WIRE, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await lab.wire.watch({ to: server });
  await lab.wire.inject({ into: server, flags: 'RST' });
  await expect(server).toHaveFailedWith('ECONNRESET');
  await client.reset();
  expect(stable(await failureOf(expect(server).toHaveBeenResetBy('peer', soon)))).toMatchSnapshot();
});

// TIME_WAIT is a mini-socket; with tcp_rfc1337 0 a RST ends it (RFC 1337), of which the kernel traces nothing.
scenario('toHaveBeenResetBy: what ends a mini-socket is unproven', NEEDS_WIRE, async ({ lab }) => {
  const server = await lab.server();
  await resendsAfter(server.host, 30);
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_rfc1337': 0 } });
  await expect(server).toReachState('ESTABLISHED');
  await lab.wire.watch({ to: client.host });
  await client.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
  await lab.wire.inject({ into: client, flags: 'RST' });
  await expect(client).toBeGone();
  expect(stable(await failureOf(expect(client).toHaveBeenResetBy('middlebox', soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(client).not.toHaveBeenResetBy('peer', soon)))).toMatchSnapshot(
    'negated',
  );
});

scenario('toHaveRetransmitted: nothing was lost', NEEDS, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.write('abc');
  await expect(server).toHaveReceived('abc');
  expect(stable(await failureOf(expect(client).toHaveRetransmitted(undefined, soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(client).toHaveRetransmitted(2, soon)))).toMatchSnapshot('twice');
});

scenario('toHaveRetransmitted: once, not more and not less', NEEDS_WIRE, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await resendsAfter(client.host, 1);
  const lost = await lab.wire.drop({ from: client, payload: { min: 1, max: 100 }, first: 1 });
  await client.write('abc');
  await lost.caught();
  await lost.lift();
  await expect(server).toHaveReceived('abc');
  await expect(client).toHaveRetransmitted(1);
  expect(stable(await failureOf(expect(client).toHaveRetransmitted(2, soon)))).toMatchSnapshot('more');
  expect(stable(await failureOf(expect(client).not.toHaveRetransmitted(undefined, soon)))).toMatchSnapshot(
    'none',
  );
  expect(stable(await failureOf(expect(server).toHaveRetransmitted(1, soon)))).toMatchSnapshot('the server');
});
