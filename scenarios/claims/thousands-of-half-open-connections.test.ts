import { claim, expect } from 'halfclose';

/** As many as the article saw. */
const ENTRIES = 7_314;
const ROOM = 16_384;

// tcp_conn_request() in net/ipv4/tcp_input.c: a request is an entry of a table, and only a full queue refuses one; man 2 listen.
claim('O13', { needs: 'wire' }, async ({ lab, O13 }) => {
  const sysctls = { 'net.core.somaxconn': ROOM, 'net.ipv4.tcp_max_syn_backlog': ROOM };
  const server = await lab.server({ backlog: ROOM, sysctls });
  for (const name of Object.keys(sysctls)) await O13.scaledSysctl(name, server.host);
  await lab.wire.flood({ to: server, count: ENTRIES });

  await O13.says('a server can have 7,314 half-open entries at once', () =>
    expect(server).toHaveHalfOpen(ENTRIES, { addresses: ENTRIES }),
  );
  await O13.says('an ordinary client connects and talks meanwhile', async () => {
    const client = await lab.client({ to: server });
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await client.write('question');
    await expect(server).toHaveReceived('question');
    await server.write('answer');
    await expect(client).toHaveReceived('answer');
  });
  await O13.says('no SYN is refused, and none is answered with a cookie', async () => {
    await expect(server.host).toHaveCounted('TcpExt.ListenDrops', 0);
    await expect(server.host).toHaveCounted('TcpExt.TCPReqQFullDrop', 0);
    await expect(server.host).toHaveCounted('TcpExt.SyncookiesSent', 0);
  });
  await O13.says('the entries are there all the while', () => expect(server).toHaveHalfOpen(ENTRIES));
});
