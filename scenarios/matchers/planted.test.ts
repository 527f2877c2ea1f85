import type { Client, Lab, Server } from 'halfclose';
import { expect, scenario } from 'halfclose';
import { connected as keptOpen } from '../state-machine/connected.ts';
import { connected } from './connected.ts';
import { failureOf, stable, storyIn, timelineOf } from './message.ts';

// For every matcher a wrong expectation that must fail, with its message: a matcher that cannot fail proves nothing.
const soon = { withinMs: 100 };

/** A client whose server ends its half too, although the scenario might have expected otherwise. */
async function closedByBoth(lab: Lab): Promise<{ client: Client; server: Server }> {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
  return { client, server };
}

scenario('toReachState: a state that is not reached', async ({ lab }) => {
  const { client } = await closedByBoth(lab);
  const message = await failureOf(expect(client).toReachState('FIN_WAIT2', soon));
  expect(stable(message)).toMatchSnapshot();
  // Two sockets may share a line: what is looked for is in the text, in this order.
  expect(timelineOf(message).join('\n')).toMatch(
    /client ESTABLISHED[^]*— client\.sendFin\(\)[^]*client TIME_WAIT/,
  );
  // When it was known is what a look or a trace happened to show.
  expect(storyIn(message)).toMatch(
    /^client connected to server at <t>, whose application accepted it\. client sent its FIN at <t> \(client\.sendFin\(\)\); server acknowledged it; server sent its own at <t>\. /,
  );
  expect(storyIn(message)).toContain('client waits in TIME_WAIT until 60 s are over');
});

scenario('toReachState: a state that is over', async ({ lab }) => {
  const { client } = await keptOpen(lab, { client: { sysctls: { 'net.ipv4.tcp_fin_timeout': 3 } } });
  await client.close();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(client).toBeGone({ withinMs: 10_000 });
  expect(stable(await failureOf(expect(client).toReachState('FIN_WAIT2', soon)))).toMatchSnapshot();
});

scenario('not.toReachState: a state that is reached', async ({ lab }) => {
  const { client } = await connected(lab);
  expect(stable(await failureOf(expect(client).not.toReachState('ESTABLISHED', soon)))).toMatchSnapshot();
});

scenario('not.toReachState: holds where no gap could hide the state', async ({ lab }) => {
  const { client } = await connected(lab);
  await expect(client).not.toReachState('CLOSE_WAIT', soon);
});

scenario('toHoldStates: a state that ends too soon', async ({ lab }) => {
  const { client } = await connected(lab);
  const held = failureOf(
    expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 3_000 }),
  );
  await client.reset();
  const message = await held;
  // Which end a look shows gone first, and whether its application has been told by then, is chance.
  const told = stable(message)
    .replace(/Received .*/, 'Received  <both>')
    .replace(/\n *Hint .*/, '');
  expect(told).toMatchSnapshot();
  expect(message).toMatch(/(client|server) gone/);
});

scenario('not.toHoldStates: states that last', async ({ lab }) => {
  await connected(lab);
  const wrong = expect(lab).not.toHoldStates({ client: 'ESTABLISHED' }, { forMs: 100 });
  expect(stable(await failureOf(wrong))).toMatchSnapshot();
});

scenario('toHavePassedThrough: a state that no path has is failed', async ({ lab }) => {
  const { client } = await connected(lab);
  const wrong = expect(client).toHavePassedThrough(['SYN_SENT', 'CLOSE_WAIT'], soon);
  expect(stable(await failureOf(wrong)).replace('SYN_SENT (implied)', 'SYN_SENT')).toMatchSnapshot();
});

scenario('not.toHavePassedThrough: a path that was taken', async ({ lab }) => {
  const { client } = await connected(lab);
  const wrong = expect(client).not.toHavePassedThrough(['SYN_SENT', 'ESTABLISHED']);
  expect(stable(await failureOf(wrong)).replace('SYN_SENT (implied)', 'SYN_SENT')).toMatchSnapshot();
});

scenario('toBeGone: a socket that is there', async ({ lab }) => {
  const { client } = await closedByBoth(lab);
  expect(stable(await failureOf(expect(client).toBeGone(soon)))).toMatchSnapshot();
});

scenario('not.toBeGone: a socket that is gone', async ({ lab }) => {
  const { server } = await closedByBoth(lab);
  expect(stable(await failureOf(expect(server).not.toBeGone(soon)))).toMatchSnapshot();
});

scenario('toHaveFailedWith: a clean end', async ({ lab }) => {
  const { server } = await closedByBoth(lab);
  expect(stable(await failureOf(expect(server).toHaveFailedWith('ECONNRESET', soon)))).toMatchSnapshot();
});

scenario('not.toHaveFailedWith: the error it got', async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.reset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  expect(stable(await failureOf(expect(server).not.toHaveFailedWith('ECONNRESET', soon)))).toMatchSnapshot();
});

scenario('toHaveReceived: other bytes, and fewer', async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.write('abc');
  await expect(server).toHaveReceived('abc');
  expect(stable(await failureOf(expect(server).toHaveReceived('abX', soon)))).toMatchSnapshot('other bytes');
  expect(stable(await failureOf(expect(server).toHaveReceived('abcd', soon)))).toMatchSnapshot('fewer bytes');
  expect(stable(await failureOf(expect(server).not.toHaveReceived('abc', soon)))).toMatchSnapshot('negated');
});

scenario('toHaveUnread: an empty receive queue', async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.write('abc');
  await expect(server).toHaveReceived('abc');
  expect(stable(await failureOf(expect(server).toHaveUnread(3, soon)))).toMatchSnapshot();
  expect(stable(await failureOf(expect(server).not.toHaveUnread(0, soon)))).toMatchSnapshot('negated');
  expect(stable(await failureOf(expect(server).toHaveUnread(undefined, soon)))).toMatchSnapshot('any');
});

scenario('toHaveHalfOpen: requests that are not there', async ({ lab }) => {
  const server = await lab.server();
  lab.step('nobody connects');
  expect(stable(await failureOf(expect(server).toHaveHalfOpen(undefined, soon)))).toMatchSnapshot('any');
  const many = expect(server.listener).toHaveHalfOpen({ min: 5, max: 9 }, { addresses: 2, ...soon });
  expect(stable(await failureOf(many))).toMatchSnapshot('many');
  expect(stable(await failureOf(expect(server).not.toHaveHalfOpen(0, soon)))).toMatchSnapshot('negated');
});

scenario('toHaveCounted: a counter that has not moved, and one that has moved too far', async ({ lab }) => {
  const { client, server } = await connected(lab);
  const wrong = expect(client).toHaveCounted('TCPAbortOnData', undefined, soon);
  expect(stable(await failureOf(wrong))).toMatchSnapshot('of a socket');
  await client.reset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  expect(stable(await failureOf(expect(client.host).toHaveCounted('Tcp.OutRsts', 2, soon)))).toMatchSnapshot(
    'of a host',
  );
  expect(stable(await failureOf(expect(client).toHaveCounted('Tcp.OutRsts', 0, soon)))).toMatchSnapshot(
    'too far',
  );
  const message = await failureOf(expect(client).not.toHaveCounted('OutRsts', 1, soon));
  expect(stable(message)).toMatchSnapshot('negated');
  expect(timelineOf(message).join('\n')).toMatch(/% client: .*Tcp\.OutRsts \+1.* since \+\d+ ms/);
});

scenario('toHaveCounted: a counter that several sockets move', async ({ lab }) => {
  const { client, server } = await connected(lab);
  const second = await lab.client({ to: server, on: client.host });
  await expect(second).toReachState('ESTABLISHED');
  expect(stable(await failureOf(expect(second).toHaveCounted('Tcp.OutRsts', 1, soon)))).toMatchSnapshot();
});

scenario('toHaveNoLeftovers: TIME_WAIT, and a socket that is open', async ({ lab }) => {
  const { server } = await closedByBoth(lab);
  const second = await lab.client({ to: server, name: 'second', onFin: 'ignore' });
  await expect(second).toReachState('ESTABLISHED');
  await expect(server.connection(2)).toReachState('ESTABLISHED');
  await server.connection(2).close();
  await expect(second).toReachState('CLOSE_WAIT');
  await expect(server.connection(2)).toReachState('FIN_WAIT2');
  const message = stable(await failureOf(expect(lab).toHaveNoLeftovers(soon)));
  expect(message.replaceAll(/timer with \d+ s/g, 'timer with <n> s')).toMatchSnapshot('of the lab');
  const ofHost = stable(await failureOf(expect(second.host).toHaveNoLeftovers(soon)));
  expect(ofHost).toMatchSnapshot('of a host');
});

scenario('not.toHaveNoLeftovers: nothing is left', async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.reset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  expect(stable(await failureOf(expect(lab).not.toHaveNoLeftovers()))).toMatchSnapshot();
});

/** Not one of these segments is left to a timer, so that a message is the same each time. */
async function reset(lab: Lab): Promise<Client> {
  const { client, server } = await connected(lab);
  await client.reset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  return client;
}

scenario('toHaveExchanged: other segments than were sent', { needs: 'capture' }, async ({ lab }) => {
  const client = await reset(lab);
  const wrong = ['client SYN', 'server SYN ACK', 'client FIN ACK'];
  expect(stable(await failureOf(expect(client).toHaveExchanged(wrong, soon)))).toMatchSnapshot();
  const hints = [
    [['server RST'], '`server RST` was not exchanged'],
    [['client RST ACK', 'server RST'], 'after `client RST ACK` came no `server RST`'],
    [['client RST ACK seq 2'], '`client RST ACK seq 2` was not exchanged'],
    [['client SYN again'], '`client SYN again` was not exchanged'],
  ] as const;
  for (const [segments, hint] of hints) {
    const message = await failureOf(expect(client).toHaveExchanged(segments, soon));
    expect(message).toContain(`Hint      ${hint}`);
  }
});

scenario('toHaveExchanged: somebody who is not at either end', { needs: 'capture' }, async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });
  await expect(client).toReachState('ESTABLISHED');
  const message = await failureOf(expect(client).toHaveExchanged(['client SYN', 'server SYN ACK'], soon));
  expect(message).toContain(
    'Hint      this connection is between client and proxy:client-leg, and not server',
  );
});

scenario('not.toHaveExchanged: what was', { needs: 'capture' }, async ({ lab }) => {
  const client = await reset(lab);
  const message = await failureOf(expect(client).not.toHaveExchanged(['client RST ACK'], soon));
  expect(stable(message)).toMatchSnapshot();
});

scenario(
  'toHaveExchanged: what does not pass the device of a host is unproven',
  { needs: 'capture' },
  async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.client({ to: server, on: server.host });
    await expect(client).toReachState('ESTABLISHED');
    expect(stable(await failureOf(expect(client).toHaveExchanged(['client SYN'], soon)))).toMatchSnapshot();
  },
);
