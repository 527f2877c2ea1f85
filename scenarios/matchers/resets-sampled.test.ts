import { expect, scenario } from 'halfclose';
import { resendsAfter } from '../resends-after.ts';
import { connected } from './connected.ts';
import { failureOf, stable } from './message.ts';

// As on a machine that shows nobody its kernel's trace: counters and applications say what they can.
process.env['HALFCLOSE_TRACE'] = 'off';

const soon = { withinMs: 100 };

scenario('toHaveSentReset: holds where the other end felt it', async ({ lab }) => {
  const { client, server } = await connected(lab);
  await expect(client).not.toHaveSentReset({ reason: 'TCP_STATE', ...soon });
  await client.reset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveSentReset();
  await expect(client.host).toHaveSentReset();
  await expect(server).not.toHaveSentReset(soon);
  expect(stable(await failureOf(expect(client).not.toHaveSentReset(soon)))).toMatchSnapshot();
});

scenario('toHaveSentReset: none was counted', async ({ lab }) => {
  const { client } = await connected(lab);
  expect(stable(await failureOf(expect(client).toHaveSentReset(soon)))).toMatchSnapshot();
  const why = { reason: 'TCP_STATE', ...soon };
  expect(stable(await failureOf(expect(client).toHaveSentReset(why)))).toMatchSnapshot('with a reason');
});

scenario('toHaveSentReset: a reset the other end has not noticed is unproven', async ({ lab }) => {
  const { client, server } = await connected(lab, { reading: 'paused' });
  await client.reset();
  await expect(server).toBeGone();
  expect(stable(await failureOf(expect(client).toHaveSentReset(soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(client).not.toHaveSentReset(soon)))).toMatchSnapshot('negated');
});

scenario('toHaveSentReset: why one was sent is unproven', async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.reset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  const reason = { reason: 'TCP_STATE', ...soon };
  expect(stable(await failureOf(expect(client).toHaveSentReset(reason)))).toMatchSnapshot('reason');
  const by = { by: 'application', ...soon } as const;
  expect(stable(await failureOf(expect(client).not.toHaveSentReset(by)))).toMatchSnapshot('by, negated');
});

scenario(
  'toHaveBeenResetBy: the peer’s RST is unproven, as its counter says nothing of whom',
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await client.reset();
    await expect(server).toHaveFailedWith('ECONNRESET');
    expect(stable(await failureOf(expect(server).toHaveBeenResetBy('peer', soon)))).toMatchSnapshot();
    expect(stable(await failureOf(expect(server).not.toHaveBeenResetBy('middlebox', soon)))).toMatchSnapshot(
      'negated',
    );
  },
);

scenario(
  'toHaveBeenResetBy: a middlebox, for the peer has counted none',
  { needs: 'wire' },
  async ({ lab }) => {
    const { server } = await connected(lab);
    await lab.wire.inject({ into: server, flags: 'RST' });
    await expect(server).toHaveFailedWith('ECONNRESET');
    await expect(server).toHaveBeenResetBy('middlebox');
    expect(stable(await failureOf(expect(server).toHaveBeenResetBy('peer', soon)))).toMatchSnapshot();
  },
);

// With the trace it is no RST at all: see scenarios/reset-reasons.
scenario('toHaveBeenResetBy: ECONNREFUSED may be an ICMP error’s', { needs: 'wire' }, async ({ lab }) => {
  const server = await lab.server();
  await lab.wire.reject({ to: server }, { with: 'port-unreachable' });
  const client = await lab.client({ to: server });
  await expect(client).toHaveFailedWith('ECONNREFUSED');
  expect(stable(await failureOf(expect(client).toHaveBeenResetBy('middlebox', soon)))).toMatchSnapshot();
  // Whatever it was, the server's kernel counted no RST.
  await expect(client).not.toHaveBeenResetBy('peer', soon);
});

scenario('toHaveBeenResetBy: nothing was felt', async ({ lab }) => {
  const { server } = await connected(lab);
  expect(stable(await failureOf(expect(server).toHaveBeenResetBy('middlebox', soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(server).toHaveBeenResetBy('peer', soon)))).toMatchSnapshot(
    'the peer has counted none',
  );
});

scenario('toHaveRetransmitted: none was counted', async ({ lab }) => {
  const { client } = await connected(lab);
  await expect(client).not.toHaveRetransmitted(undefined, soon);
  expect(stable(await failureOf(expect(client).toHaveRetransmitted(undefined, soon)))).toMatchSnapshot();
});

scenario('toHaveRetransmitted: whose is unproven', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await resendsAfter(client.host, 1);
  const lost = await lab.wire.drop({ from: client, payload: { min: 1, max: 100 }, first: 1 });
  await client.write('abc');
  await lost.caught();
  await lost.lift();
  await expect(server).toHaveReceived('abc');
  expect(stable(await failureOf(expect(client).toHaveRetransmitted(1, soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(client).toHaveRetransmitted(2, soon)))).toMatchSnapshot('too few');
  expect(stable(await failureOf(expect(client).not.toHaveRetransmitted(undefined, soon)))).toMatchSnapshot(
    'negated',
  );
});
