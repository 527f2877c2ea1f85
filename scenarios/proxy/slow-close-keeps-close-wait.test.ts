import { expect, scenario } from 'halfclose';

scenario('slow_close: the near leg stays in CLOSE_WAIT, the far one ESTABLISHED', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const slow = await proxy.addToxic({
    ...{ name: 'slow', type: 'slow_close', stream: 'upstream', toxicity: 1 },
    attributes: { delay: 600_000 },
  });
  const client = await lab.client({ via: proxy });

  await client.write('data');
  await client.sendFin();
  await expect(server).toHaveReceived('data');
  await expect(client).toReachState('FIN_WAIT2');
  await expect(lab).toHoldStates(
    {
      ...{ client: 'FIN_WAIT2', 'proxy:client-leg': 'CLOSE_WAIT' },
      ...{ 'proxy:server-leg': 'ESTABLISHED', server: 'ESTABLISHED' },
    },
    { forMs: 200 },
  );

  await slow.remove();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(proxy.serverLeg).toReachState('FIN_WAIT2');
});
