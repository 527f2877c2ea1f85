import { expect, scenario } from 'halfclose';

scenario('client resets: RST on both legs, server gets ECONNRESET', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await client.reset();

  await expect(proxy.clientLeg).toHaveFailedWith('ECONNRESET');
  await expect(proxy.serverLeg).toHaveSentReset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(proxy.serverLeg).toBeGone();
  await expect(server).toBeGone();
});

scenario('server resets: RST on both legs, client gets ECONNRESET', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await server.reset();

  await expect(proxy.serverLeg).toHaveFailedWith('ECONNRESET');
  await expect(proxy.clientLeg).toHaveSentReset();
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(proxy.clientLeg).toBeGone();
  await expect(client).toBeGone();
});
