import { expect, scenario } from 'halfclose';
import { connected, counted, text } from './connected.ts';

scenario(
  'data is there after its delay, not before, in order in spite of jitter',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const delayed = await lab.wire.delay({ from: client, payload: { min: 1 } }, { ms: 60, jitterMs: 40 });
    // One write, several segments.
    await client.write(text(8_000));
    await expect(server).toHaveReceived(text(8_000));
    expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(0);

    const timeline = lab.recorder.timeline.filter((seen) => seen.probe === 'wire');
    // A segment that was sent again meanwhile may still wait: these have all arrived, and the server has all bytes.
    const arrived = delayed.segments.flatMap((touched) => {
      const out = timeline.find((seen) => seen.segment === touched.segment && seen.verdict === 'delivered');
      return out ? [{ drawn: Number.parseFloat(touched.detail ?? ''), took: out.at - touched.at }] : [];
    });
    expect(arrived.length).toBeGreaterThanOrEqual(6);
    // One may wait longer for one before it, never less.
    for (const { drawn, took } of arrived) expect(took).toBeGreaterThanOrEqual(drawn - 0.1);
  },
);

scenario(
  'a SYN-ACK late by more than a second: the SYN is sent again, the connection comes about once',
  { needs: 'wire' },
  async ({ lab }) => {
    const server = await lab.server();
    await lab.wire.delay({ from: server, flags: 'SYN ACK', first: 1 }, { ms: 1_500 });
    const client = await lab.client({ to: server });
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    expect(await counted(server.host, 'Tcp.PassiveOpens')).toBe(1);
    expect(await counted(client.host, 'TcpExt.TCPTimeouts')).toBeGreaterThanOrEqual(1);
  },
);
