import { claim, expect, type Lab, type LabHost } from 'halfclose';
import { resendsAfter } from '../resends-after.ts';

const TIMEOUT = 'net.netfilter.nf_conntrack_tcp_timeout_';
const WAITS = ['time_wait', 'close_wait', 'fin_wait'] as const;

const timesOf = (host: LabHost) => Promise.all(WAITS.map((wait) => host.getSysctl(TIMEOUT + wait)));

/** Has a host's kernel track its connections, which it does as long as a rule asks for it (man iptables-extensions). */
async function trackIn(lab: Lab, on: LabHost): Promise<void> {
  const rule = ['INPUT', '-p', 'tcp', '-m', 'conntrack', '--ctstate', 'NEW,ESTABLISHED'];
  const iptables = await lab.program({ on, command: ['iptables', '-w', '-A', ...rule] });
  expect(await iptables.ended()).toMatchObject({ how: 'exit 0' });
}

/** What it knows of its only connection (/proc/net/nf_conntrack): the state, and the seconds that are left of it. */
async function trackedIn(lab: Lab, on: LabHost): Promise<{ state: string; seconds: number }> {
  const { output } = await (await lab.program({ on, command: ['cat', '/proc/net/nf_conntrack'] })).ended();
  const [, seconds = '', state = 'none'] = /\btcp +6 (\d+) (\w+) /.exec(output) ?? [];
  return { state, seconds: Number(seconds) };
}

/** Resolves once it has forgotten that connection; looks so often as takes far more than the second. */
async function forgottenIn(lab: Lab, on: LabHost): Promise<void> {
  let { state } = await trackedIn(lab, on);
  for (let looks = 1; state !== 'none' && looks < 1_000; looks++) ({ state } = await trackedIn(lab, on));
  expect(state).toBe('none');
}

// tcp_timeouts[] in net/netfilter/nf_conntrack_proto_tcp.c, beside TCP_TIMEWAIT_LEN and tcp_fin_timeout in net/ipv4. Its
// states are of a connection, not of an end: FIN_WAIT after the first FIN, CLOSE_WAIT once that is acknowledged.
claim('K9', { needs: ['conntrack', 'wire'] }, async ({ lab, K9 }) => {
  const server = await lab.server({ onFin: 'ignore', sysctls: { 'net.ipv4.tcp_fin_timeout': 1 } });
  const [there, here] = [server.host, await lab.host({ name: 'client' })];
  await K9.says('they are 120, 60 and 120 s', async () =>
    expect(await timesOf(here)).toEqual(['120', '60', '120']),
  );
  await K9.says('they do not follow TCP’s', async () =>
    expect(await timesOf(there)).toEqual(await timesOf(here)),
  );

  // conntrack may take a FIN that is sent again for the other end's (sFW to sLA in tcp_conntracks[]).
  await resendsAfter(here, 30);
  await trackIn(lab, here);
  for (const [wait, seconds] of [
    ['time_wait', 1],
    ['close_wait', 30],
    ['fin_wait', 40],
  ] as const) {
    await here.setSysctl(TIMEOUT + wait, seconds);
    await K9.scaledSysctl(TIMEOUT + wait, here);
  }
  const client = await lab.client({ name: 'tracked', on: here, to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');

  const fin = await lab.wire.hold({ from: client, flags: 'FIN' });
  await client.sendFin();
  await fin.caught();
  const finWait = await trackedIn(lab, here);
  await fin.lift();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  const closeWait = await trackedIn(lab, here);
  await K9.says('FIN_WAIT and CLOSE_WAIT of the tracked connection last as they say', () => {
    expect([finWait.state, closeWait.state]).toEqual(['FIN_WAIT', 'CLOSE_WAIT']);
    expect(finWait.seconds).toBeGreaterThan(30);
    expect(finWait.seconds).toBeLessThanOrEqual(40);
    expect(closeWait.seconds).toBeGreaterThan(20);
    expect(closeWait.seconds).toBeLessThanOrEqual(30);
  });

  await server.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
  await K9.says('its TIME_WAIT is over while the kernel’s own has most of a minute to go', async () => {
    await forgottenIn(lab, here);
    await here.look();
    const timer = client.track.sightings.at(-1)?.row?.timer;
    expect(timer?.name).toBe('timewait');
    expect(timer?.remainingMs).toBeGreaterThan(45_000);
    await expect(client).toReachState('TIME_WAIT');
  });
  await K9.says('TCP’s do not follow them', async () => {
    const plain = await lab.host({ name: 'plain-host' });
    const [ours, theirs] = await Promise.all(
      [here, plain].map((host) => host.getSysctl('net.ipv4.tcp_fin_timeout')),
    );
    expect(ours).toBe(theirs);
  });
});
