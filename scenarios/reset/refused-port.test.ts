import { expect, scenario } from 'halfclose';

const NOBODY_LISTENS = 9;

scenario('refused port, direct: connect fails with ECONNREFUSED', async ({ lab }) => {
  const host = await lab.host({ name: 'server' });
  const client = await lab.client({ to: { host, port: NOBODY_LISTENS } });

  await expect(client).toHaveFailedWith('ECONNREFUSED');
  await expect(client).toBeGone();
});

// The proxy's kernel has completed the client's handshake before the proxy can know: a reset is the nearest truth.
scenario('refused port behind the proxy: client is connected, then reset', async ({ lab }) => {
  const host = await lab.host({ name: 'server' });
  const proxy = await lab.proxy({ to: { host, port: NOBODY_LISTENS } });
  const client = await lab.client({ via: proxy });

  await expect(proxy.serverLeg).toHaveFailedWith('ECONNREFUSED');
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(proxy.clientLeg).toHaveSentReset();
  await expect(client).toBeGone();
});
