import { claim, expect } from 'halfclose';

/** More than the backlog of listen(2), which is 511 here, has room for. */
const SYNS = 600;
const MANY = { min: 500 };

// tcp_conn_request() in net/ipv4/tcp_input.c: a full queue drops a SYN, or answers it with a cookie; RFC 4987 section 2.
claim('O11', { needs: 'wire' }, async ({ lab, O11 }) => {
  const room = { 'net.ipv4.tcp_max_syn_backlog': 4_096 };
  const server = await lab.server({ sysctls: { ...room, 'net.ipv4.tcp_syncookies': 0 } });
  const usual = await lab.server({ name: 'usual', sysctls: room });
  await O11.scaledSysctl('net.ipv4.tcp_syncookies', server.host);
  await O11.scaledSysctl('net.ipv4.tcp_max_syn_backlog', server.host);
  const on = await lab.host({ name: 'client' });

  await lab.wire.flood({ to: server, count: SYNS });
  await O11.says('without SYN cookies the queue fills, and SYNs are dropped for want of room', async () => {
    await expect(server).toHaveHalfOpen(MANY, { addresses: MANY });
    await expect(server.host).toHaveCounted('TcpExt.TCPReqQFullDrop');
  });
  const dropped = (await server.host.counterDeltas())['TcpExt.TCPReqQFullDrop'] ?? 0;
  const client = await lab.client({ to: server, on });
  await O11.says('a real client’s SYN is dropped, and so is the one that it sends again', async () => {
    await expect(server.host).toHaveCounted('TcpExt.TCPReqQFullDrop', dropped + 2);
    await expect(client).toReachState('SYN_SENT');
    await expect(server.host).toHaveCounted('Tcp.PassiveOpens', 0);
  });

  // A full queue gives its entries up the sooner, after some seconds (reqsk_timer_handler()).
  await lab.wire.flood({ to: usual, count: SYNS });
  await O11.says('it can be recognised by many half-open entries from many addresses', () =>
    expect(usual).toHaveHalfOpen(MANY, { addresses: MANY }),
  );
  const other = await lab.client({ name: 'other', to: usual, on });
  await O11.says('so it is where tcp_syncookies is as the kernel has it by default', () =>
    expect(other).not.toReachState('ESTABLISHED', { withinMs: 300 }),
  );
  await O11.instead('there the queue is as full, and a cookie lets the client in', async () => {
    await expect(usual).toHaveHalfOpen(MANY);
    await expect(usual.host).toHaveCounted('TcpExt.TCPReqQFullDoCookies');
    await expect(usual.host).toHaveCounted('TcpExt.TCPReqQFullDrop', 0);
    await expect(usual.host).toHaveCounted('TcpExt.SyncookiesRecv', 1);
    await expect(other).toReachState('ESTABLISHED');
    await expect(usual).toReachState('ESTABLISHED');
    await other.write('let in');
    await expect(usual).toHaveReceived('let in');
  });
});
