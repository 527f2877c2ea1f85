import { type ClaimNotes, type LabSocket, type RawSocket } from 'halfclose';

const OPTIONS = ['TCP_KEEPIDLE', 'TCP_KEEPINTVL', 'TCP_KEEPCNT'] as const;

type Tuning = readonly [idle: number, interval: number, count: number];

/** Sets how sockets probe, in seconds and probes, has them do it, and tells the claim how it is otherwise. */
export async function keepAlive(
  claim: ClaimNotes,
  sockets: readonly RawSocket[],
  tuning: Tuning,
): Promise<void> {
  for (const [index, option] of OPTIONS.entries()) {
    const unit = option === 'TCP_KEEPCNT' ? '' : ' s';
    const value = tuning[index] ?? 0;
    const byDefault = await sockets[0]?.get(option);
    claim.scaled(option, {
      here: `${String(value)}${unit}`,
      byDefault: `${String(byDefault)}${unit}`,
      readFrom: 'the socket before it was set',
    });
    for (const socket of sockets) await socket.set(option, value);
  }
  for (const socket of sockets) await socket.set('SO_KEEPALIVE', true);
}

/** When keepalive probes left the socket's host: no data, and a number that the peer acknowledged with the handshake. */
export function probesOf(socket: LabSocket): Promise<readonly number[]> {
  return probes(socket, 'out');
}

/** When the other end's probes arrived at the socket's host, whatever the wire made of them then. */
export function arrivedProbes(socket: LabSocket): Promise<readonly number[]> {
  return probes(socket, 'in');
}

async function probes({ host }: LabSocket, direction: 'in' | 'out'): Promise<readonly number[]> {
  await host.capture.flush();
  return host.capture.segments
    .filter((segment) => segment.direction === direction && segment.flags.join() === 'ACK')
    .filter(({ relativeSeq, length }) => relativeSeq === 0 && length === 0)
    .map(({ at }) => at);
}
