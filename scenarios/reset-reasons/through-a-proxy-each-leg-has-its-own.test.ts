import { expect, scenario } from 'halfclose';

// To a socket behind a proxy, the peer is the proxy's leg: a RST does not cross it, another is sent.
scenario('a reset through the proxy: two RSTs, of two kernels', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });
  await expect(server).toReachState('ESTABLISHED');
  await client.reset();

  await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(proxy.clientLeg).toHaveBeenResetBy('peer');
  await expect(proxy.serverLeg).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(proxy.clientLeg).not.toHaveSentReset({ withinMs: 50 });
  await expect(server).toHaveBeenResetBy('peer');
});

// It tells nobody what it sees of its sockets: the kernel does.
scenario(
  'a reset through the real Toxiproxy: one RST, which becomes a FIN',
  { needs: ['toxiproxy', 'trace'] },
  async ({ lab }) => {
    const server = await lab.server({ onFin: 'ignore' });
    const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
    const client = await lab.client({ via: proxy });
    await expect(server).toReachState('ESTABLISHED');
    await client.reset();

    await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
    await expect(proxy.clientLeg).toHaveBeenResetBy('peer');
    await expect(server).toReachState('CLOSE_WAIT');
    await expect(proxy.host).not.toHaveSentReset({ withinMs: 50 });
    await expect(server).not.toHaveBeenResetBy('peer', { withinMs: 50 });
  },
);
