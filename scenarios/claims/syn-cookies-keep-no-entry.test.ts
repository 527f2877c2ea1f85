import { claim, expect } from 'halfclose';

const SYNS = 100;

// cookie_v4_init_sequence() and cookie_v4_check() in net/ipv4/syncookies.c; RFC 4987 section 3.6.
claim('O12', { needs: 'wire' }, async ({ lab, O12 }) => {
  const server = await lab.server({ sysctls: { 'net.ipv4.tcp_syncookies': 2 } });
  const host = await lab.host({ name: 'client' });
  await O12.scaledSysctl('net.ipv4.tcp_syncookies', server.host);

  await lab.wire.flood({ to: server, count: SYNS });
  await O12.says('no entry is kept of SYNs that are answered with a cookie', async () => {
    await expect(server.host).toHaveCounted('TcpExt.SyncookiesSent', SYNS);
    await expect(server).not.toHaveHalfOpen({ min: 1 }, { withinMs: 200 });
  });

  const ack = await lab.wire.hold({ from: host, to: server, flags: 'ACK' });
  const client = await lab.client({ to: server, on: host });
  await ack.caught();
  await O12.says('a client has its answer, while the server keeps nothing of it', async () => {
    await expect(client).toReachState('ESTABLISHED');
    const { 'TcpExt.SyncookiesSent': sent } = await server.host.counterDeltas();
    expect(sent).toBeGreaterThan(SYNS);
    await expect(server).not.toHaveHalfOpen({ min: 1 }, { withinMs: 200 });
    await expect(server.host).toHaveCounted('Tcp.PassiveOpens', 0);
  });

  await lab.wire.inject({ from: { host, port: 4_000 }, to: server, flags: 'ACK', seq: 1, ack: 1 });
  await O12.says('an ACK without a right cookie is reset, and allocates nothing', async () => {
    await expect(server.host).toHaveCounted('TcpExt.SyncookiesFailed', 1);
    await expect(server.host).toHaveCounted('Tcp.OutRsts', 1);
    await expect(server.host).toHaveCounted('Tcp.PassiveOpens', 0);
    await expect(server).not.toReachState('ESTABLISHED', { withinMs: 100 });
  });

  await ack.lift();
  await O12.says('the ACK with the right one makes the connection', async () => {
    await expect(server).toReachState('ESTABLISHED');
    await expect(server.host).toHaveCounted('TcpExt.SyncookiesRecv', 1);
    await expect(server.host).toHaveCounted('Tcp.PassiveOpens', 1);
    await client.write('hello');
    await expect(server).toHaveReceived('hello');
  });
});
