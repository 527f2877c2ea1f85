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

    // The six of the write; what was sent again, and waits, is let go at once.
    const written = delayed.segments.slice(0, 6);
    await delayed.lift();
    const timeline = lab.recorder.timeline.filter((seen) => seen.probe === 'wire');
    expect(written).toHaveLength(6);
    for (const { segment, at, detail } of written) {
      const out = timeline.find((seen) => seen.segment === segment && seen.verdict === 'delivered');
      // The detail is what was drawn: a segment may wait longer for one before it, never less.
      expect((out?.at ?? 0) - at).toBeGreaterThanOrEqual(Number.parseFloat(detail ?? '') - 0.1);
    }
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
