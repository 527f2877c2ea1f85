import { expect, scenario } from 'halfclose';

scenario('latency: bytes and FIN come late, the path of states is the same', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  await proxy.addToxic({ name: 'slow', type: 'latency', stream: 'upstream', toxicity: 1, attributes: { latency: 300, jitter: 0 } });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await client.write('late');
  await client.sendFin();

  // The near leg has acknowledged the FIN while the far one still waits for it: that is the delay, seen as states.
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'ESTABLISHED' }, { forMs: 50 });
  await expect(server).toHaveReceived('late');
  await expect(server).toReachState('CLOSE_WAIT');

  await server.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
  await expect(client).toHavePassedThrough(['SYN_SENT', 'ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT']);
});

scenario('reset_peer: an idle connection is reset at both ends', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await proxy.addToxic({ name: 'reset', type: 'reset_peer', stream: 'downstream', toxicity: 1, attributes: { timeout: 0 } });

  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(proxy.clientLeg).toHaveSentReset();
  await expect(proxy.serverLeg).toHaveSentReset();
  await expect(client).toBeGone();
  await expect(server).toBeGone();
});

scenario('timeout 0: nothing gets through until the toxic is removed', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const toxic = await proxy.addToxic({ name: 'mute', type: 'timeout', stream: 'upstream', toxicity: 1, attributes: { timeout: 0 } });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await client.write('lost');
  await expect(server).not.toHaveReceived('lost', { withinMs: 200 });

  await toxic.remove();
  await client.write('heard');
  await expect(server).toHaveReceived('heard');
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
