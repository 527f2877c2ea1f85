import { expect, scenario } from 'halfclose';

// tcp_conn_request() in net/ipv4/tcp_input.c keeps a request for each SYN while the queue has room.
scenario(
  'a flood leaves half-open requests from addresses that nobody has; an ordinary client is known beside them',
  { needs: 'wire' },
  async ({ lab }) => {
    const server = await lab.server({ sysctls: { 'net.ipv4.tcp_synack_retries': 0 } });
    await lab.wire.flood({ to: server, count: 300, addresses: 20 });
    await expect(server).toHaveHalfOpen(300, { addresses: 20 });
    await expect(lab).not.toHaveNoLeftovers({ withinMs: 100 });

    const client = await lab.client({ to: server });
    await expect(server).toReachState('ESTABLISHED');
    await client.write('hello');
    await expect(server).toHaveReceived('hello');
    expect(lab.sockets.map(({ name }) => name)).toEqual(['client', 'server', 'server:listener']);

    await expect(server).toHaveHalfOpen(0);
    await client.reset();
    await expect(lab).toHaveNoLeftovers();
  },
);
