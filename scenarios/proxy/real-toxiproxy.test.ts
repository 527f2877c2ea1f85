import { expect, scenario } from 'halfclose';

// What the real Toxiproxy makes of a connection. Our own proxy keeps what these lose: see half-close-late-reply.test.ts
// in scenarios/closing and reset-passes-through.test.ts here.
const NEEDS = { needs: 'toxiproxy' } as const;

scenario('Toxiproxy: a half-close loses the late reply, and ends in TIME_WAIT', NEEDS, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
  const client = await lab.client({ via: proxy });

  await expect(proxy.clientLeg).toReachState('ESTABLISHED');
  await expect(proxy.serverLeg).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.sendFin();

  // It closes the leg towards the server whole, and then the one towards the client too.
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).toReachState('TIME_WAIT');
  await expect(proxy.clientLeg).toBeGone();
  await server.write('late');
  await expect(client).not.toHaveReceived('late', { withinMs: 200 });

  // To the late reply the kernel answers with RST: nobody holds the leg any more (RFC 9293, section 3.10.7.1).
  await expect(server).toBeGone();
  await expect(proxy.serverLeg).toBeGone();
});

scenario('Toxiproxy: a RST of the client reaches the server as FIN', NEEDS, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
  const client = await lab.client({ via: proxy });

  await expect(proxy.clientLeg).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.reset();

  await expect(proxy.clientLeg).toBeGone();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(proxy.serverLeg).toReachState('FIN_WAIT2');
  await expect(server).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
});

scenario('Toxiproxy: a latency toxic holds bytes back until it is removed', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
  const attributes = { latency: 30_000, jitter: 0 };
  const toxic = await proxy.addToxic({
    ...{ name: 'slow', type: 'latency', stream: 'upstream', toxicity: 1, attributes },
  });
  const client = await lab.client({ via: proxy });

  await expect(server).toReachState('ESTABLISHED');
  await client.write('late');
  await expect(server).not.toHaveReceived('late', { withinMs: 200 });
  await toxic.remove();
  await expect(server).toHaveReceived('late');
  await expect(lab).toHoldStates(
    { 'proxy:client-leg': 'ESTABLISHED', 'proxy:server-leg': 'ESTABLISHED' },
    { forMs: 100 },
  );
});

scenario('Toxiproxy: disabled, it ends connections and refuses new ones', NEEDS, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
  const client = await lab.client({ via: proxy, onFin: 'ignore' });

  await expect(proxy.clientLeg).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await proxy.disable();
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(proxy.clientLeg).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT2']);

  const refused = await lab.client({ via: proxy, on: client.host });
  await expect(refused).toHaveFailedWith('ECONNREFUSED');

  await proxy.enable();
  const welcome = await lab.client({ via: proxy, on: client.host });
  await expect(welcome).toReachState('ESTABLISHED');
  await expect(proxy.connection(2).clientLeg).toReachState('ESTABLISHED');
  await expect(proxy.connection(2).serverLeg).toReachState('ESTABLISHED');
});

scenario('Toxiproxy: what its legs saw is not known, and not taken for nothing', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
  for (const leg of [proxy.clientLeg, proxy.serverLeg]) {
    const unknown = { code: 'NOT_OBSERVABLE', message: expect.stringContaining(leg.name) as unknown };
    await expect(expect(leg).toHaveFailedWith('ECONNRESET')).rejects.toMatchObject(unknown);
    await expect(expect(leg).not.toHaveFailedWith('ECONNRESET')).rejects.toMatchObject(unknown);
    await expect(expect(leg).not.toHaveReceived('x')).rejects.toMatchObject(unknown);
  }
  // Nobody has connected, but a connection shorter than the time between two looks would have looked the same.
  await expect(expect(proxy.serverLeg).not.toReachState('ESTABLISHED', { withinMs: 50 })).rejects.toThrow(
    'is unproven, which fails it',
  );
});

scenario('Toxiproxy: its control is no part of what the scenario sees', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server, engine: 'toxiproxy' });
  // One that `go install` has built calls itself `git`.
  expect(await proxy.toxiproxy.getVersion()).toMatch(/^\{"version": "(2\.12\.0|git)"\}/);
  await lab.client({ via: proxy });
  await expect(proxy.serverLeg).toReachState('ESTABLISHED');
  for (let times = 0; times < 5; times++) await proxy.toxiproxy.getAll();

  const seen = lab.recorder.timeline.filter((each) => each.probe === 'ss' && each.host === proxy.host.name);
  expect(seen.map((each) => ('local' in each ? each.local.address : ''))).not.toContain('127.0.0.1');
  expect((await proxy.host.counterDeltas())['Tcp.OutRsts']).toBeUndefined();
});
