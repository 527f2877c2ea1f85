import { expect, scenario } from 'halfclose';

const toxic = { stream: 'downstream', toxicity: 1, attributes: {} } as const;

scenario('refuse: connect fails with ECONNREFUSED, and what is open stays so', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });
  await expect(server).toReachState('ESTABLISHED');
  const refuse = await proxy.addToxic({ ...toxic, name: 'no', type: 'refuse' });

  const refused = await lab.client({ via: proxy, on: client.host });
  await expect(refused).toHaveFailedWith('ECONNREFUSED');
  await expect(refused).toBeGone();
  await expect(lab).toHoldStates({ client: 'ESTABLISHED' }, { forMs: 100 });

  await refuse.remove();
  const welcome = await lab.client({ via: proxy, on: client.host });
  await expect(welcome).toReachState('ESTABLISHED');
});

scenario('refuse of the second connection: it is accepted by the kernel, then reset', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  await proxy.addToxic({ ...toxic, name: 'no', type: 'refuse', select: { connections: [2] } });
  const first = await lab.client({ via: proxy });
  await expect(server).toReachState('ESTABLISHED');

  const second = await lab.client({ via: proxy, on: first.host });
  await expect(second).toHaveFailedWith('ECONNRESET');
  await expect(second).toBeGone();
  await expect(proxy.connection(2).clientLeg).toHaveSentReset();
  await expect(lab).toHoldStates(
    { client: 'ESTABLISHED', 'proxy:client-leg': 'ESTABLISHED' },
    { forMs: 100 },
  );
});

for (const [type, attributes] of [
  ['black_hole', {}],
  ['slow_open', { delay: 600_000 }],
] as const) {
  scenario(
    `${type}: the client is connected, the server hears of nobody until it is removed`,
    async ({ lab }) => {
      const server = await lab.server();
      const proxy = await lab.proxy({ to: server });
      const added = await proxy.addToxic({ ...toxic, name: 'wait', type, attributes });
      const client = await lab.client({ via: proxy });

      await expect(client).toReachState('ESTABLISHED');
      await client.write('hello?');
      await expect(proxy.clientLeg).toReachState('ESTABLISHED');
      await expect(lab).toHoldStates(
        { client: 'ESTABLISHED', 'proxy:client-leg': 'ESTABLISHED' },
        { forMs: 200 },
      );
      await expect(proxy.serverLeg).not.toReachState(['SYN_SENT', 'ESTABLISHED'], { withinMs: 100 });

      await added.remove();
      await expect(server).toHaveReceived('hello?');
      await expect(proxy.serverLeg).toReachState('ESTABLISHED');
    },
  );
}
