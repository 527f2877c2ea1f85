import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, fifth: in LAST-ACK the acknowledgement of our FIN ends the connection. It is held, so that
// the server waits for it, and then let go.
scenario('ACK of FIN in LAST_ACK: CLOSED', { needs: 'wire', edge: 20 }, async ({ lab }) => {
  const { client, server } = await connected(lab, { server: { onFin: 'close' } });
  const held = await lab.wire.hold({ from: client, flags: 'ACK', without: 'FIN' });
  await client.sendFin();
  await held.caught();
  await expect(server).toReachState('LAST_ACK');
  await expect(client).toReachState('TIME_WAIT');

  await held.release();
  await expect(server).toBeGone();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
});
