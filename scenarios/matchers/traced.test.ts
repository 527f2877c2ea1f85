import { expect, scenario } from 'halfclose';
import { failureOf, stable } from './message.ts';

const soon = { withinMs: 100 };

scenario('toHavePassedThrough: states too short for any look', { needs: 'trace' }, async ({ lab }) => {
  const client = await lab.client({ to: await lab.server() });
  await expect(client).toReachState('ESTABLISHED');
  await client.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  const path = ['SYN_SENT', 'ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'] as const;
  await expect(client).toHavePassedThrough(path);
});

scenario(
  'toHavePassedThrough: a state that no look showed and the kernel did not trace is failed',
  { needs: 'trace' },
  async ({ lab }) => {
    const client = await lab.client({ to: await lab.server() });
    await expect(client).toReachState('ESTABLISHED');
    const message = await failureOf(expect(client).toHavePassedThrough(['SYN_RECV', 'ESTABLISHED'], soon));
    expect(stable(message)).toMatchSnapshot();
  },
);

scenario(
  'not.toReachState: a state that no look showed and the kernel did not trace',
  { needs: 'trace' },
  async ({ lab }) => {
    const proxy = await lab.proxy({ to: await lab.server() });
    const watched = expect(proxy.serverLeg).not.toReachState('SYN_RECV');
    await lab.client({ via: proxy });
    await watched;
  },
);

scenario('not.toReachState: a state that only the kernel traced', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  const watched = failureOf(expect(server).not.toReachState('LAST_ACK', { withinMs: 10_000 }));
  await client.sendFin();
  // It is over so soon that hardly ever a look shows it.
  expect(stable(await watched).replace(/(Received {2}LAST_ACK).*/, '$1 …')).toMatchSnapshot();
});
