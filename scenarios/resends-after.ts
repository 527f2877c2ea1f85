import { expect, type LabHost } from 'halfclose';

/**
 * Has a host wait at least so many seconds before it sends a segment again, where a scenario tells one sending from the
 * next: by default 0.2 s, which whoever has to act in time may take on a busy machine. Also for tail loss probes of one
 * segment. rto_min in man 8 ip-route; tcp_rto_min(), tcp_schedule_loss_probe(). An orphan in FIN_WAIT2 then stays for
 * 3.5 times as long (tcp_fin_time()).
 */
export async function resendsAfter(host: LabHost, seconds: number): Promise<void> {
  const change = `ip route change $(ip -4 route show scope link) rto_min ${String(seconds)}s`;
  const route = await host.lab.program({ on: host, command: ['sh', '-c', change] });
  expect(await route.ended()).toMatchObject({ how: 'exit 0' });
}
