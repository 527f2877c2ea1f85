import { claim, expect } from 'halfclose';
import { connected, timeWaitLeft } from './time-wait-connection.ts';

// Commit 4396e46187ca (Linux 4.12) removed tcp_tw_recycle: behind one NAT, clients' timestamps are not in one order.
claim('T13', async ({ lab, T13 }) => {
  const { client, server } = await connected(lab);
  await T13.says('the kernel has the parameter tcp_tw_recycle', async () => {
    expect(await client.host.getSysctl('net.ipv4.tcp_tw_recycle')).toBeDefined();
  });

  await client.sendFin();
  await T13.instead('TIME_WAIT stays with its end for the minute that nothing shortens', async () => {
    expect(await client.host.getSysctl('net.ipv4.tcp_tw_recycle')).toBeUndefined();
    expect(await server.host.getSysctl('net.ipv4.tcp_tw_recycle')).toBeUndefined();
    await expect(server).toBeGone();
    await expect(client).toReachState('TIME_WAIT');
    expect(timeWaitLeft(client)).toBeGreaterThan(50_000);
  });
});
