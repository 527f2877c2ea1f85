import { expect, scenario } from 'halfclose';

scenario('limit_data: both ends see FIN after exactly its bytes', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  await proxy.addToxic({
    ...{ name: 'limit', type: 'limit_data', stream: 'upstream', toxicity: 1, attributes: { bytes: 5 } },
  });
  const client = await lab.client({ via: proxy, onFin: 'ignore' });

  await expect(server).toReachState('ESTABLISHED');
  await client.write('hello world');
  await expect(server).toHaveReceived('hello');
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(server).toReachState('CLOSE_WAIT');
  // Both legs are closed for good; their peers keep them in FIN_WAIT2.
  await expect(proxy.clientLeg).toReachState('FIN_WAIT2');
  await expect(proxy.serverLeg).toReachState('FIN_WAIT2');
});
