import { expect, scenario } from 'halfclose';
import { connected, counted, text } from './connected.ts';

scenario(
  'a predicate picks the segment that bears a byte; the others keep their order',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const asked: number[] = [];
    const dropped = await lab.wire.drop({
      from: client,
      payload: { min: 1 },
      first: 1,
      where: async (segment) => {
        asked.push(segment.seq);
        // Whoever is asked may ask in turn: the segment waits.
        await server.host.counters();
        return asked.length === 3;
      },
    });
    const passed = await lab.wire.watch({ from: client, payload: { min: 1 } });
    // One write, five segments.
    await client.write(text(7_000));
    await expect(server).toHaveReceived(text(7_000));
    expect(dropped.segments).toMatchObject([{ seq: asked[2], verdict: 'dropped' }]);
    const seen = (await passed.caught(asked.length - 1)).map(({ seq }) => seq);
    expect(seen.slice(0, asked.length - 1)).toEqual(asked.filter((_seq, index) => index !== 2));
    expect(asked.slice(0, 3)).toEqual(asked.slice(0, 3).sort((a, b) => (a - b) | 0));
    expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBeGreaterThanOrEqual(2);
  },
);

scenario('in order while it is asked, also behind a hold', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const held = await lab.wire.hold({ from: client, payload: { min: 1 } });
  const watched = await lab.wire.watch({ from: client, where: () => true });
  await client.write(text(5_600));
  await held.caught(4);
  await held.release();
  await held.lift();
  await expect(server).toHaveReceived(text(5_600));
  await watched.caught(4);
  expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(0);
});
