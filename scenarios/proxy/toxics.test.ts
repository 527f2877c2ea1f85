import { expect, scenario } from 'halfclose';
import { nobodyHasReset, sendEachFinOnce } from '../route.ts';

const LONGER_THAN_ANY_SCENARIO = { latency: 600_000, jitter: 0 };

scenario('latency: bytes and FIN wait in the proxy, and pass when it is removed', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const latency = await proxy.addToxic({
    ...{ name: 'slow', type: 'latency', stream: 'upstream', toxicity: 1 },
    attributes: LONGER_THAN_ANY_SCENARIO,
  });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await client.write('late');
  await client.sendFin();

  // The near leg has acknowledged the FIN while the far one still waits for it: that is the delay, seen as states.
  await expect(client).toReachState('FIN_WAIT2');
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'ESTABLISHED' }, { forMs: 200 });

  await latency.remove();
  await expect(server).toHaveReceived('late');
  await expect(server).toReachState('CLOSE_WAIT');
});

const PATHS = [
  { name: 'no latency: a path of states to compare with' },
  { name: 'latency: the path of states is the same as without', attributes: { latency: 50, jitter: 10 } },
];
for (const { name, attributes } of PATHS) {
  scenario(name, async ({ lab }) => {
    const server = await lab.server();
    const proxy = await lab.proxy({ to: server });
    for (const stream of ['upstream', 'downstream'] as const)
      if (attributes)
        await proxy.addToxic({ name: `slow-${stream}`, type: 'latency', stream, toxicity: 1, attributes });
    const client = await lab.client({ via: proxy });
    await sendEachFinOnce(lab);

    await client.write('late');
    await expect(server).toHaveReceived('late');
    await client.sendFin();

    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
    await expect(client).toHavePassedThrough(['SYN_SENT', 'ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT']);
    await nobodyHasReset(lab);
  });
}

scenario('reset_peer: an idle connection is reset at both ends', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await proxy.addToxic({
    name: 'reset',
    type: 'reset_peer',
    stream: 'downstream',
    toxicity: 1,
    attributes: { timeout: 0 },
  });

  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(proxy.clientLeg).toHaveSentReset();
  await expect(proxy.serverLeg).toHaveSentReset();
  await expect(client).toBeGone();
  await expect(server).toBeGone();
});

// As in Toxiproxy, removing the toxic ends the connection: after bytes were dropped, what followed would be a lie.
scenario('timeout 0: nothing gets through; removing it ends the connection', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const toxic = await proxy.addToxic({
    ...{ name: 'mute', type: 'timeout', stream: 'upstream', toxicity: 1, attributes: { timeout: 0 } },
  });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await client.write('lost');
  await expect(server).not.toHaveReceived('lost', { withinMs: 200 });
  await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 200 });

  await toxic.remove();
  await expect(client).toBeGone();
  await expect(server).toBeGone();
});

scenario('timeout: the connection is ended after its time, with FIN', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy, onFin: 'ignore' });
  await expect(server).toReachState('ESTABLISHED');
  await proxy.addToxic({
    name: 'mute',
    type: 'timeout',
    stream: 'upstream',
    toxicity: 1,
    attributes: { timeout: 20 },
  });

  await expect(client).toReachState('CLOSE_WAIT');
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
});

scenario('proxy disabled: both ends see FIN, new connections are refused', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy, onFin: 'ignore' });

  await expect(server).toReachState('ESTABLISHED');
  await proxy.disable();
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(server).toReachState('CLOSE_WAIT');

  const refused = await lab.client({ via: proxy, on: client.host });
  await expect(refused).toHaveFailedWith('ECONNREFUSED');

  await proxy.enable();
  const welcome = await lab.client({ via: proxy, on: client.host });
  await expect(welcome).toReachState('ESTABLISHED');
});
