import { expect, scenario } from 'halfclose';
import { connected, counted, text } from './connected.ts';

scenario(
  'a third of the data is lost: all of it arrives, by retransmission',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const loss = await lab.wire.loss({ from: client, payload: { min: 1 } }, { probability: 0.3 });
    await client.write(text(60_000));
    await expect(server).toHaveReceived(text(60_000));
    const lost = loss.segments.length;
    expect(lost).toBeGreaterThan(0);
    expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(lost);
  },
);

scenario('all is lost, and none', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await using none = await lab.wire.loss({ from: client }, { probability: 0 });
  await client.write('all');
  await expect(server).toHaveReceived('all');
  expect(none.segments).toEqual([]);
  await using all = await lab.wire.loss({ from: client }, { probability: 1 });
  await client.write(' or nothing');
  await all.caught(2);
  await expect(server).toHaveReceived('all');
});

// Which segments there are depends on timing, which of those are lost on the seed alone: forged ones, one by one.
const losses: string[] = [];
for (const run of ['first', 'second']) {
  scenario(`the same seed loses the same segments: ${run} run`, { needs: 'wire' }, async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.client({ to: server, onFin: 'ignore' });
    await expect(server).toReachState('ESTABLISHED');
    Object.assign(lab, { seed: 4_711 });
    await using watch = await lab.wire.watch({ from: client, payload: 1 });
    await using loss = await lab.wire.loss({ from: client, payload: 1, first: 20 }, { probability: 0.5 });
    for (let sent = 1; sent <= 20; sent++) {
      await client.write('x');
      await watch.caught(sent);
    }
    const decided = watch.segments
      .slice(0, 20)
      .map(({ segment }) => loss.segments.some((lost) => lost.segment === segment));
    losses.push(decided.map((lost) => (lost ? 'x' : '.')).join(''));
    expect(losses[0]).toMatch(/x/);
    expect(losses.at(-1)).toBe(losses[0]);
  });
}
