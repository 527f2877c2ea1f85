import { expect, scenario } from 'halfclose';
import { connected, counted, text } from './connected.ts';

scenario('a link of 100 kB a second paces segments, and loses none', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const paced = await lab.wire.rate({ from: client, payload: { min: 1 } }, { bytesPerSecond: 100_000 });
  await client.write(text(20_000));
  await expect(server).toHaveReceived(text(20_000));
  expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(0);
  // No two deliveries are nearer than the later one takes to transmit, by the wire's own clock.
  const times = lab.recorder.timeline.flatMap((seen) =>
    seen.probe === 'wire' && seen.fault === paced.name && seen.verdict === 'delivered' ? [seen.at] : [],
  );
  const [first = 0] = times;
  expect((times.at(-1) ?? 0) - first).toBeGreaterThanOrEqual(150);
});

scenario(
  'a short queue drops its tail: the rest comes by retransmission',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const options = { bytesPerSecond: 200_000, queue: 3 };
    const paced = await lab.wire.rate({ from: client, payload: { min: 1 } }, options);
    await client.write(text(14_000));
    await expect(server).toHaveReceived(text(14_000));
    expect(paced.segments.map(({ verdict }) => verdict)).toContain('lost');
    expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(1);
  },
);
