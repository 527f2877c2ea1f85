import { expect, scenario } from 'halfclose';

scenario('linger 0 leaves nothing at either end, and not in the proxy', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy, linger: 0 });
  await expect(server).toReachState('ESTABLISHED');
  await expect(client).toReachState('ESTABLISHED');
  await expect(lab).not.toHaveNoLeftovers({ withinMs: 50 });

  await client.close();
  await expect(lab).toHaveNoLeftovers();
});

scenario('an ordinary close leaves TIME_WAIT with the one that closed first', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  await expect(client).toReachState('ESTABLISHED');
  await server.close();

  await expect(server).toReachState('TIME_WAIT');
  await expect(client.host).toHaveNoLeftovers();
  await expect(server.host).not.toHaveNoLeftovers({ withinMs: 50 });
});

scenario('the legs of a proxy count', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });
  await expect(server).toReachState('ESTABLISHED');
  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(proxy.host).not.toHaveNoLeftovers({ withinMs: 50 });

  await server.reset();
  await expect(proxy.host).toHaveNoLeftovers();
  await expect(lab).toHaveNoLeftovers();
});

// The other end's FIN will never come, and the kernel gives it up after tcp_fin_timeout (man 7 tcp).
scenario('an orphan is a leftover until the kernel gives it up', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_fin_timeout': 3 } });
  await expect(server).toReachState('ESTABLISHED');
  await expect(client).toReachState('ESTABLISHED');
  await client.close();

  await expect(client).toReachState('FIN_WAIT2');
  await expect(client.host).not.toHaveNoLeftovers({ withinMs: 50 });
  await expect(client.host).toHaveNoLeftovers({ withinMs: 10_000 });
  await expect(server).toReachState('CLOSE_WAIT');
});

scenario('a half-open request is a leftover of its listener', { needs: 'wire' }, async ({ lab }) => {
  const server = await lab.server();
  const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN RST' });
  const client = await lab.client({ to: server });
  await held.caught();
  await expect(server).toReachState('SYN_RECV');
  await expect(server.host).not.toHaveNoLeftovers({ withinMs: 50 });

  await client.reset();
  await expect(server.host).toHaveNoLeftovers();
});

scenario('a connection that nobody has accepted is one, and goes with its listener', async ({ lab }) => {
  const server = await lab.rawSocket({ name: 'server' });
  await server.bind({ port: 7000 });
  await server.listen();
  // What listens is no leftover.
  await expect(lab).toHaveNoLeftovers();
  await lab.client({ to: server });
  await expect(server.connection(1)).toReachState('ESTABLISHED');
  await expect(server.host).not.toHaveNoLeftovers({ withinMs: 50 });

  await server.close();
  await expect(lab).toHaveNoLeftovers();
});

scenario('the control of the real Toxiproxy is none', { needs: 'toxiproxy' }, async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
  await proxy.toxiproxy.getVersion();
  await expect(proxy.host).toHaveNoLeftovers();
});
