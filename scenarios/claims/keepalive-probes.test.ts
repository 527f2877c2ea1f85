import { claim, expect, type LabSocket, type RawSocket } from 'halfclose';
import { connectedPair, listening } from '../raw-control/pair.ts';
import { arrivedProbes, keepAlive, probesOf } from './keepalive.ts';

/** A second, but for the ticks of the kernel's clock that its timers are rounded to. */
const A_SECOND = 950;
const TWO_HOURS_S = 7_200;

/** How a socket probes that was told nothing. */
async function probingOf(socket: RawSocket) {
  return {
    idle: await socket.get('TCP_KEEPIDLE'),
    interval: await socket.get('TCP_KEEPINTVL'),
    count: await socket.get('TCP_KEEPCNT'),
  };
}

/** How sockets of a host probe unless they are told otherwise. */
async function probingOn({ host }: RawSocket) {
  return {
    idle: Number(await host.getSysctl('net.ipv4.tcp_keepalive_time')),
    interval: Number(await host.getSysctl('net.ipv4.tcp_keepalive_intvl')),
    count: Number(await host.getSysctl('net.ipv4.tcp_keepalive_probes')),
  };
}

/** When the last segment before the probes passed, in or out. */
function lastBefore(probe: number, { host }: LabSocket): number {
  return Math.max(...host.capture.segments.map(({ at }) => at).filter((at) => at < probe));
}

/** When its RST left. */
function endOf({ host }: LabSocket): number {
  return host.capture.segments.find(({ flags }) => flags.includes('RST'))?.at ?? NaN;
}

/** Milliseconds from one moment to the next. */
function gaps(moments: readonly number[]): number[] {
  return moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
}

// man 7 tcp, tcp_keepalive_time, _intvl, _probes; tcp_keepalive_timer() in net/ipv4/tcp_timer.c, TCP_KEEPALIVE_PROBES 9 in
// include/net/tcp.h: after the last probe it waits for one interval more.
claim('K3', { needs: ['wire', 'trace', 'capture'] }, async ({ lab, K3 }) => {
  const { client, accepted } = await connectedPair(lab);
  const defaults = await probingOf(client);
  expect(await probingOf(accepted)).toEqual(defaults);
  expect(await probingOn(client)).toEqual(defaults);
  await accepted.set('SO_KEEPALIVE', true);
  await accepted.host.look();
  const timer = accepted.track.sightings.at(-1)?.row?.timer;
  await lab.wire.cut(client.host);
  await keepAlive(K3, [client], [1, 1, 2]);
  expect((await client.receive(1, { withinMs: 15_000 })).errno).toBe('ETIMEDOUT');
  await expect(client).toHaveSentReset({ reason: 'TCP_KEEPALIVE_TIMEOUT', by: 'timer' });
  const probes = await probesOf(client);
  const end = endOf(client);

  await K3.says('the first probe after 2 h idle (here 1 s)', () => {
    expect(defaults.idle).toBe(TWO_HOURS_S);
    expect(timer).toMatchObject({ name: 'keepalive' });
    expect(timer?.remainingMs).toBeGreaterThanOrEqual((TWO_HOURS_S - 60) * 1_000);
    const [first = NaN] = probes;
    expect(first - lastBefore(first, client)).toBeGreaterThanOrEqual(A_SECOND);
  });
  await K3.says('then one every 75 s (here 1 s)', () => {
    expect(defaults.interval).toBe(75);
    expect(gaps(probes)).toEqual([expect.any(Number)]);
    expect(Math.min(...gaps(probes))).toBeGreaterThanOrEqual(A_SECOND);
  });
  await K3.says('10 probes (B)', () => expect(defaults.count).toBe(10));
  await K3.says('9 probes (D): as many as TCP_KEEPCNT says', () => {
    expect(defaults.count).toBe(9);
    expect(probes).toHaveLength(2);
  });
  await K3.says('about 11 minutes of them (D), then ETIMEDOUT', () => {
    expect(Math.round((defaults.count * defaults.interval) / 60)).toBe(11);
    expect(end - (probes[0] ?? NaN)).toBeGreaterThanOrEqual(probes.length * A_SECOND);
  });
  await K3.instead(
    'by default 9 probes, and the end one interval later; the other end is not told',
    async () => {
      expect(defaults).toEqual({ idle: TWO_HOURS_S, interval: 75, count: 9 });
      expect(await arrivedProbes(accepted)).toHaveLength(probes.length);
      await expect(accepted).toReachState('ESTABLISHED');
    },
  );
});

// The same parameters; keepalive_time_when() and its like in include/net/tcp.h: the host's, unless the socket has its own.
claim('K4', { needs: ['wire', 'trace', 'capture'] }, async ({ lab, K4 }) => {
  const server = await listening(lab);
  const sysctls = {
    'net.ipv4.tcp_keepalive_time': 2,
    'net.ipv4.tcp_keepalive_intvl': 1,
    'net.ipv4.tcp_keepalive_probes': 1,
  };
  const client = await lab.rawSocket({ name: 'client', sysctls });
  for (const name of Object.keys(sysctls)) await K4.scaledSysctl(name, client.host);
  await client.connect(server);
  const { socket: accepted } = await server.accept();
  await expect(accepted).toReachState('ESTABLISHED');
  expect(await probingOf(client)).toEqual({ idle: 2, interval: 1, count: 1 });
  await lab.wire.cut(client.host);
  await client.set('SO_KEEPALIVE', true);
  expect((await client.receive(1, { withinMs: 15_000 })).errno).toBe('ETIMEDOUT');
  await expect(client).toHaveSentReset({ reason: 'TCP_KEEPALIVE_TIMEOUT', by: 'timer' });
  const probes = await probesOf(client);
  const [first = NaN] = probes;

  await K4.says('tcp_keepalive_time: the first probe after as many seconds', () => {
    expect(first - lastBefore(first, client)).toBeGreaterThanOrEqual(2 * A_SECOND);
  });
  await K4.says('tcp_keepalive_intvl: so many seconds for an answer', () =>
    expect(endOf(client) - first).toBeGreaterThanOrEqual(A_SECOND),
  );
  await K4.says('tcp_keepalive_probes: so many probes, then the end', async () => {
    expect(probes).toHaveLength(1);
    expect(await arrivedProbes(accepted)).toHaveLength(1);
    await expect(client).toBeGone();
  });
});
