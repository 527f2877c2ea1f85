import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.8, time-wait timeout. Nothing is forced, for nothing can: on Linux 2 MSL are 60 s, and no knob
// shortens them (TCP_TIMEWAIT_LEN in include/net/tcp.h).
scenario(
  'TIME_WAIT ends by itself: CLOSED',
  { needs: 'wire', edge: 21, tags: ['slow'], deadlineMs: 120_000 },
  async ({ lab }) => {
    const { client, server } = await connected(lab, { server: { onFin: 'close' } });
    await client.sendFin();
    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
    const before = await client.host.counters();
    const said = await lab.wire.watch({ from: client });

    await expect(client).toBeGone({ withinMs: 100_000 });
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT', 'CLOSED']);
    expect(await client.host.counterDeltas(before)).not.toHaveProperty(['Tcp.OutRsts']);
    expect(said.segments).toEqual([]);
  },
);
