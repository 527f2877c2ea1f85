import { claim, expect, type Lab, type LabHost } from 'halfclose';

/** So much more than a second, the shortest keepalive time there is, as a busy machine may be late with a probe. */
const IDLE_MS = 4_000;
const FAST = {
  'net.ipv4.tcp_fin_timeout': 1,
  'net.ipv4.tcp_keepalive_time': 1,
  'net.ipv4.tcp_keepalive_intvl': 1,
} as const;

/** A connection through a load balancer that forgets it after IDLE_MS, between hosts with these kernel parameters. */
async function balanced(lab: Lab, name: string, sysctls: Readonly<Record<string, number>> = {}) {
  const server = await lab.server({ name: `${name}-server`, sysctls });
  const client = await lab.client({ name: `${name}-client`, to: server, sysctls });
  await lab.wire.idleTimeout(client.host, server.host, { afterMs: IDLE_MS, then: 'rst' });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.write('heard');
  await expect(server).toHaveReceived('heard');
  return { client, server };
}

const timesOf = (host: LabHost) => Promise.all(Object.keys(FAST).map((name) => host.getSysctl(name)));

// A middlebox's table is its own (RFC 5382 section 5). A program's keepalive is its socket's: tcp_keepalive_time is what
// a new one begins with (keepalive_time_when() in include/net/tcp.h). TIME_WAIT is TCP_TIMEWAIT_LEN, a constant of the
// kernel that keeps it.
claim('K6', { needs: ['wire', 'capture'] }, async ({ lab, K6 }) => {
  K6.scaled('times of the load balancer', {
    ...{ here: `${String(IDLE_MS)} ms, keepalive 1 s`, byDefault: '2000 ms, keepalive 1800 ms' },
    readFrom: 'article D; no kernel has them',
  });
  const backend = await lab.server({ name: 'backend' });
  const balancer = await lab.host({ name: 'balancer', sysctls: { 'net.ipv4.tcp_fin_timeout': 2 } });
  const [closed, probing] = [
    await lab.client({ name: 'closed', on: balancer, to: backend }),
    await lab.client({ name: 'probing', on: balancer, to: backend }),
  ];
  for (const leg of [closed, probing]) await expect(leg).toReachState('ESTABLISHED');
  const keepaliveTime = await balancer.getSysctl('net.ipv4.tcp_keepalive_time');
  await probing.set('TCP_KEEPIDLE', 1);
  await probing.set('SO_KEEPALIVE', true);
  await closed.sendFin();
  await expect(closed).toReachState('TIME_WAIT');

  const [plain, fast, probed] = [
    await balanced(lab, 'plain'),
    await balanced(lab, 'fast', FAST),
    await balanced(lab, 'probed'),
  ];
  const defaults = await timesOf(plain.client.host);
  await probed.client.set('TCP_KEEPIDLE', 1);
  await probed.client.set('SO_KEEPALIVE', true);
  const all = [plain, fast, probed].flatMap(({ client, server }) => [client.name, server.name]);
  const established = Object.fromEntries(all.map((name) => [name, 'ESTABLISHED' as const]));
  await expect(lab).toHoldStates(established, { forMs: IDLE_MS + 100 });
  for (const { client } of [plain, fast, probed]) await client.write(' again');

  await K6.says(
    'the load balancer’s time is over no later or sooner for the kernels’ parameters',
    async () => {
      await expect(plain.client).toHaveBeenResetBy('middlebox');
      await expect(fast.client).toHaveBeenResetBy('middlebox');
    },
  );
  await K6.says('nor are theirs changed by it', async () => {
    expect(await timesOf(plain.client.host)).toEqual(defaults);
    expect(await timesOf(fast.client.host)).toEqual(Object.values(FAST).map(String));
  });
  await K6.says('an end that probes more often than that is not forgotten', async () => {
    await expect(probed.server).toHaveReceived('heard again');
    await expect(probed.client).toHaveExchanged(['probed-server ACK', 'probed-client PSH ACK']);
  });
  await K6.says('a proxy’s keepalive interval is that of its own socket, not its kernel’s', async () => {
    await expect(probing).toHaveExchanged(['probing ACK', 'backend ACK']);
    expect(await balancer.getSysctl('net.ipv4.tcp_keepalive_time')).toBe(keepaliveTime);
    expect(backend.connection(2).track.sightings.at(-1)?.row?.timer).toBeUndefined();
  });
  await K6.says('a proxy’s TIME_WAIT is over after the 2 s that its host is given', () =>
    expect(closed).toBeGone({ withinMs: 1_000 }),
  );
  await K6.instead('it is its kernel’s, with most of a minute to go', () => {
    const timer = closed.track.sightings.at(-1)?.row?.timer;
    expect(timer?.name).toBe('timewait');
    expect(timer?.remainingMs).toBeGreaterThan(45_000);
  });
});
