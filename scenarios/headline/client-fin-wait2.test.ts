import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.6, case 1 cut short: the server acknowledges the client's FIN and never sends its own.
scenario('server never closes: client stays in FIN_WAIT2', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' }); // keeps its half open
  const proxy = await lab.proxy({ to: server }); // no faults yet
  const client = await lab.client({ via: proxy });

  await expect(client).toReachState('ESTABLISHED');
  await client.sendFin();

  // tcp_fin_timeout is for orphans: a socket that an application holds waits here for as long as the server likes.
  await expect(client).toReachState('FIN_WAIT2');
  await expect(proxy.clientLeg).toReachState('CLOSE_WAIT');
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2' }, { forMs: 3_000 });

  await server.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
});
