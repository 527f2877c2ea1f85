import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// TIME_WAIT needs nobody to hold it: the kernel keeps it for 60 s. `ss -K` ends it before its time, and nobody is told.
scenario('TIME_WAIT stays by itself, and ends by ss -K', { holds: 'TIME_WAIT' }, async ({ lab }) => {
  const { client, server } = await connected(lab, { server: { onFin: 'close' } });
  await client.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
  await expect(lab).toHoldStates({ client: 'TIME_WAIT' }, { forMs: 2_000 });

  const before = await client.host.counters();
  await client.abort();
  await expect(client).toBeGone();
  expect(await client.host.counterDeltas(before)).not.toHaveProperty(['Tcp.OutRsts']);
});
