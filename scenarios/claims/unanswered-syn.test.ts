import { claim, expect } from 'halfclose';

// RFC 9293 section 3.8.3, and tcp_write_timeout() in net/ipv4/tcp_timer.c: after tcp_syn_retries the attempt is over.
claim('O5', { needs: ['wire', 'capture'] }, async ({ lab, O5 }) => {
  const server = await lab.server();
  const lost = await lab.wire.drop({ to: server, flags: 'SYN' });
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_syn_retries': 1 } });
  await O5.scaledSysctl('net.ipv4.tcp_syn_retries', client.host);
  await lost.caught();

  await O5.says('the SYN is sent again, as captures at both ends show', async () => {
    await expect(client).toHaveExchanged(['client SYN seq 0', 'client SYN seq 0 again']);
    await expect(lost.caught(2)).resolves.toMatchObject([{ host: 'server' }, { host: 'server' }]);
  });
  await O5.says('the attempt ends in CLOSED, and its application is told', async () => {
    await expect(client).toBeGone();
    await expect(client).toHaveFailedWith('ETIMEDOUT');
    await expect(client).toHavePassedThrough(['SYN_SENT', 'CLOSED']);
  });
  await expect(server.listener).toReachState('LISTEN');
  expect(await server.host.counterDeltas()).not.toHaveProperty(['Tcp.InSegs']);
});
