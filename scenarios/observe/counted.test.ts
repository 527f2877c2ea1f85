import { expect, scenario } from 'halfclose';

scenario('linger 0: close counts as TCPAbortOnData, with one RST', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server, linger: 0 });
  await expect(client).toReachState('ESTABLISHED');
  await client.close();

  await expect(client).toHaveCounted('TCPAbortOnData', 1);
  await expect(client).toHaveCounted('Tcp.OutRsts', 1);
  await expect(server.host).toHaveCounted('Tcp.EstabResets', 1);
  await expect(server.host).not.toHaveCounted('Tcp.OutRsts', undefined, { withinMs: 50 });
});

// tcp_rcv_state_process() in net/ipv4/tcp_input.c: data for a socket whose application has shut down both directions.
scenario('data to a socket after full shutdown: TCPAbortOnData', async ({ lab }) => {
  const server = await lab.rawSocket({ name: 'server' });
  await server.bind({ port: 7000 });
  await server.listen();
  const client = await lab.client({ to: server, onFin: 'ignore' });
  const accepted = (await server.accept()).socket;
  await expect(client).toReachState('ESTABLISHED');
  await accepted.shutdown('both');
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(accepted).toReachState('FIN_WAIT2');
  await expect(server.host).toHaveCounted('TCPAbortOnData', 0);

  await client.write('too late');
  await expect(server.host).toHaveCounted('TCPAbortOnData', 1);
  await expect(server.host).toHaveCounted('Tcp.OutRsts', 1);
  await expect(client).toBeGone();
});

// The orphan is a timewait mini-socket by then, which answers data with RST too, but aborts nothing (tcp_v4_rcv).
scenario('data to an orphaned FIN_WAIT2: a RST that is no abort', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server, onFin: 'ignore' });
  await expect(server).toReachState('ESTABLISHED');
  await expect(client).toReachState('ESTABLISHED');
  await server.close();
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(server).toReachState('FIN_WAIT2');

  await client.write('too late');
  await expect(server.host).toHaveCounted('Tcp.OutRsts', 1);
  await expect(server.host).not.toHaveCounted('TCPAbortOnData', undefined, { withinMs: 50 });
});

scenario("counters are the host's: those of a socket begin before it was made", async ({ lab }) => {
  const server = await lab.server();
  const first = await lab.client({ to: server, linger: 0 });
  await expect(first).toReachState('ESTABLISHED');
  await first.close();
  await expect(first).toHaveCounted('Tcp.OutRsts', 1);

  const second = await lab.client({ to: server, on: first.host, linger: 0 });
  await expect(second).toReachState('ESTABLISHED');
  await expect(second).toHaveCounted('Tcp.OutRsts', 0);
  await second.close();
  await expect(second).toHaveCounted('Tcp.OutRsts', 1);
  await expect(first).toHaveCounted('Tcp.OutRsts', 2);
});
