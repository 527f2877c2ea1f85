import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.1, passive OPEN. The same port refuses before listen(2), and answers after it.
scenario('passive open: a port goes from CLOSED to LISTEN', { edge: 1 }, async ({ lab }) => {
  const host = await lab.host({ name: 'server-host' });
  const early = await lab.client({ to: { host, port: 7000 } });
  await expect(early).toHaveFailedWith('ECONNREFUSED');

  const server = await lab.server({ on: host, port: 7000 });
  await expect(server.listener).toReachState('LISTEN');
  await expect(server.listener).toHavePassedThrough(['LISTEN']);

  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await expect(server.listener).toReachState('LISTEN');
});
