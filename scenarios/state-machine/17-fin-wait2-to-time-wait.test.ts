import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, eighth: the peer's FIN in FIN-WAIT-2 starts the time-wait timer. Nothing is forced: the
// server keeps its half open until it is told to end it.
scenario('FIN in FIN_WAIT2: TIME_WAIT', { edge: 17 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');

  await server.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT']);
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'CLOSED']);
});
