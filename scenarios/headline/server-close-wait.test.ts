import { expect, scenario } from 'halfclose';

// CLOSE_WAIT is the application's debt: the kernel has told it of the FIN and waits for its close(2), without a timer.
scenario('server never closes: server stays in CLOSE_WAIT', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await client.sendFin();

  await expect(server).toReachState('CLOSE_WAIT');
  await expect(proxy.serverLeg).toReachState('FIN_WAIT2');
  await expect(client).toReachState('FIN_WAIT2'); // its FIN is acknowledged too, if up to 40 ms later
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 3_000 });

  await server.close();
  await expect(server).toBeGone();
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'CLOSED']);
  await expect(client).toReachState('TIME_WAIT');
});
