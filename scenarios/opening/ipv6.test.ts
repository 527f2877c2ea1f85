import { expect, scenario } from 'halfclose';

scenario('the same over IPv6: server never closes, client stays in FIN_WAIT2', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore', family: 'ipv6' });
  const proxy = await lab.proxy({ to: server, family: 'ipv6' });
  const client = await lab.client({ via: proxy });

  await expect(client).toReachState('ESTABLISHED');
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 200 });

  await server.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
});
