import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.4: CLOSE in CLOSE-WAIT sends FIN and leads to LAST-ACK. The client's acknowledgement of that
// FIN is lost, so that LAST_ACK lasts.
scenario('close in CLOSE_WAIT: LAST_ACK', { needs: 'wire', edge: 19 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');

  const lost = await lab.wire.drop({ from: client, flags: 'ACK', without: 'FIN' });
  await server.sendFin();
  await expect(server).toReachState('LAST_ACK');
  await expect(client).toReachState('TIME_WAIT');
  await lost.caught();
  await expect(lab).toHoldStates({ client: 'TIME_WAIT', server: 'LAST_ACK' }, { forMs: 100 });
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK']);
});
