import { claim, expect } from 'halfclose';

// tcp_time_wait() in net/ipv4/tcp_minisocks.c: TCP_TIMEWAIT_LEN is a constant; man 7 tcp, tcp_fin_timeout.
claim('T11', async ({ lab, T11 }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_fin_timeout': 1 } });
  await T11.scaledSysctl('net.ipv4.tcp_fin_timeout', client.host);
  await expect(client).toReachState('ESTABLISHED');
  await client.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();

  await T11.says('TIME_WAIT is over soon after the 1 s of tcp_fin_timeout', () =>
    expect(client).toBeGone({ withinMs: 3_000 }),
  );
  await T11.instead('the client still waits in TIME_WAIT, with most of a minute to go', () => {
    const timer = client.track.sightings.at(-1)?.row?.timer;
    expect(timer?.name).toBe('timewait');
    expect(timer?.remainingMs).toBeGreaterThan(50_000);
  });
});
