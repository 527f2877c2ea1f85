import { expect, scenario } from 'halfclose';

scenario('fin after its bytes: one way is half-closed, the other lives on', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  await proxy.addToxic({
    ...{ name: 'half', type: 'fin', stream: 'downstream', toxicity: 1, attributes: { bytes: 5 } },
  });
  const client = await lab.client({ via: proxy, onFin: 'ignore' });

  await expect(server).toReachState('ESTABLISHED');
  await server.write('hello world');
  await expect(client).toHaveReceived('hello');
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(proxy.clientLeg).toReachState('FIN_WAIT2');
  await client.write('late');
  await expect(server).toHaveReceived('late');
  await expect(lab).toHoldStates(
    {
      ...{ client: 'CLOSE_WAIT', 'proxy:client-leg': 'FIN_WAIT2' },
      ...{ 'proxy:server-leg': 'ESTABLISHED', server: 'ESTABLISHED' },
    },
    { forMs: 100 },
  );
});

scenario('fin of 0: an idle connection is half-closed at once', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });
  await expect(server).toReachState('ESTABLISHED');
  await proxy.addToxic({
    ...{ name: 'half', type: 'fin', stream: 'upstream', toxicity: 1, attributes: { bytes: 0 } },
  });

  await expect(server).toReachState('CLOSE_WAIT');
  await expect(proxy.serverLeg).toReachState('FIN_WAIT2');
  await server.write('reply');
  await expect(client).toHaveReceived('reply');
  await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'CLOSE_WAIT' }, { forMs: 100 });
});
