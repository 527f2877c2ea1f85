import { claim, expect } from 'halfclose';

// man 7 tcp, tcp_orphan_retries; tcp_write_timeout(), tcp_orphan_retries(). The FIN is lost on its way into the server,
// each time.
claim('C13', { needs: ['wire', 'trace', 'capture'] }, async ({ lab, C13 }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_orphan_retries': 1 } });
  await C13.scaledSysctl('net.ipv4.tcp_orphan_retries', client.host);
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  const lost = await lab.wire.drop({ from: client, flags: 'FIN' });
  await client.close();
  await lost.caught();

  await C13.says('the FIN is sent again', async () => {
    await expect(client).toHaveRetransmitted();
    await expect(server).toHaveExchanged(['client FIN ACK', 'client FIN ACK again']);
  });
  await C13.says('then the connection is dropped by its timer', async () => {
    await expect(client).toBeGone();
    await expect(client).toHaveCounted('TcpExt.TCPAbortOnTimeout', 1);
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'CLOSED']);
  });
  await C13.says('there was no TIME_WAIT, and the server knows of nothing', async () => {
    await expect(client.host).toHaveNoLeftovers();
    await expect(client).not.toHaveCounted('TcpExt.TW', undefined, { withinMs: 50 });
    await expect(lab).toHoldStates({ server: 'ESTABLISHED' }, { forMs: 100 });
  });
});
