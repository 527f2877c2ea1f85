import { expect, scenario } from 'halfclose';

const MUCH = 'x'.repeat(50_000);

// What these hold back is seen as states: the near leg has acknowledged the FIN, which waits behind the bytes.
for (const [type, attributes] of [
  ['bandwidth', { rate: 1 }],
  ['proxy_bandwidth', { rate: 1 }],
  ['slicer', { average_size: 1_000, size_variation: 0, delay: 600_000_000 }],
] as const) {
  scenario(
    `${type}: FIN waits behind the bytes it holds back, and passes when it is removed`,
    async ({ lab }) => {
      const server = await lab.server({ onFin: 'ignore' });
      const proxy = await lab.proxy({ to: server });
      const toxic = await proxy.addToxic({
        ...{ name: 'pace', type, stream: 'upstream', toxicity: 1, attributes },
      });
      const client = await lab.client({ via: proxy });

      await expect(server).toReachState('ESTABLISHED');
      await client.write(MUCH);
      await client.sendFin();
      await expect(client).toReachState('FIN_WAIT2');
      await expect(lab).toHoldStates(
        { client: 'FIN_WAIT2', 'proxy:client-leg': 'CLOSE_WAIT', server: 'ESTABLISHED' },
        { forMs: 200 },
      );

      await toxic.remove();
      await expect(server).toHaveReceived(MUCH);
      await expect(server).toReachState('CLOSE_WAIT');
    },
  );
}
