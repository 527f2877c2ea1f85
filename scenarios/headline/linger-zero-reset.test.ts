import { expect, scenario } from 'halfclose';

// man 7 socket, SO_LINGER; tcp_close() in net/ipv4/tcp.c: linger time 0 disconnects with RST instead of FIN.
scenario('linger 0: close sends RST, leaves no TIME_WAIT', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy, linger: 0 });

  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.close();

  await expect(client).toBeGone(); // "gone" alone proves nothing
  await expect(client).toHaveSentReset(); // so ask for the reset itself
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(client).toHavePassedThrough(['SYN_SENT', 'ESTABLISHED', 'CLOSED']);
});
