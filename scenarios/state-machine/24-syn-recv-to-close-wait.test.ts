import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.4, eighth: FIN in SYN-RECEIVED leads to CLOSE-WAIT. The last ACK of the handshake is lost, so
// that the client's FIN is what completes it; ESTABLISHED between lasts no longer than the kernel takes for the segment.
scenario('FIN in SYN_RECV: CLOSE_WAIT', { needs: 'wire', edge: 24 }, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const lost = await lab.wire.drop({ to: server, flags: 'ACK', without: 'FIN' });
  const client = await lab.client({ to: server });
  await lost.caught();
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('SYN_RECV');

  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toHavePassedThrough(['SYN_RECV', 'CLOSE_WAIT']);
});
