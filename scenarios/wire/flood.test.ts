import { expect, scenario } from 'halfclose';

// tcp_conn_request() in net/ipv4/tcp_input.c keeps a request for each SYN while the queue has room.
scenario(
  'a flood leaves half-open requests from addresses that nobody has; an ordinary client is known beside them',
  { needs: 'wire' },
  async ({ lab }) => {
    const server = await lab.server({ sysctls: { 'net.ipv4.tcp_synack_retries': 1 } });
    await lab.wire.flood({ to: server, count: 300, addresses: 20 });
    await expect(server).toHaveHalfOpen(300, { addresses: 20 });
    await expect(lab).not.toHaveNoLeftovers({ withinMs: 100 });

    const client = await lab.client({ to: server });
    await expect(server).toReachState('ESTABLISHED');
    await client.write('hello');
    await expect(server).toHaveReceived('hello');
    expect(lab.sockets.map(({ name }) => name)).toEqual(['client', 'server', 'server:listener']);

    await expect(server).toHaveHalfOpen(0, { withinMs: 10_000 });
    await client.reset();
    await expect(lab).toHaveNoLeftovers();
  },
);

scenario(
  'a look that is about to be made when a flood begins counts it too',
  { needs: 'wire' },
  async ({ lab }) => {
    const server = await lab.server();
    // From here on the host needs no time to get ready for the flood.
    await (await lab.wire.drop({ to: server })).lift();
    const sent = new AbortController();
    const flood = lab.wire.flood({ to: server, count: 300 }).finally(() => sent.abort());
    while (!sent.signal.aborted) await server.host.look();
    await flood;
    await expect(server).toHaveHalfOpen(300);
    expect(lab.sockets.map(({ name }) => name)).toEqual(['server:listener']);
  },
);

scenario(
  'nothing of a flood leaves the host, and nothing that answers it ends what it has left',
  { needs: ['wire', 'capture'] },
  async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.client({ to: server });
    await expect(server).toReachState('ESTABLISHED');
    await lab.wire.flood({ to: server, count: 100 });
    await lab.wire.flood({ to: server, count: 100 });
    await expect(server).toHaveHalfOpen(200, { addresses: 200 });
    // The kernel has answered each twice.
    await expect(server.host).toHaveCounted('Tcp.RetransSegs', 200);
    await expect(server).toHaveHalfOpen(200);

    for (const counter of [
      'Tcp.OutRsts',
      'Tcp.AttemptFails',
      'Icmp.InMsgs',
      'Icmp.OutMsgs',
      'Ip.OutNoRoutes',
    ])
      await expect(server.host).toHaveCounted(counter, 0);
    for (const { capture } of [server.host, client.host]) {
      await capture.flush();
      expect(capture.doubt).toBeUndefined();
      expect(capture.segments.filter(({ from, to }) => !isOfLab(from) || !isOfLab(to))).toEqual([]);
    }
    function isOfLab({ address }: { readonly address: string }): boolean {
      return lab.hosts.some((host) => host.owns(address));
    }
  },
);

// As an example of a flood whose listener ends: inet_csk_listen_stop() drops its requests, and tells nobody.
scenario(
  'a flooded listener that is closed takes all of them with it',
  { needs: 'wire' },
  async ({ lab }) => {
    const listener = await lab.rawSocket({ name: 'listener' });
    await listener.bind({ port: 7000 });
    await listener.listen(100);
    await lab.wire.flood({ to: listener, count: 50 });
    await expect(listener).toHaveHalfOpen(50);
    await listener.close();
    await expect(lab).toHaveNoLeftovers();
    await expect(listener.host).toHaveCounted('Tcp.OutRsts', 0);
  },
);
