import { expect, type Lab, type LabHost, type Server, type TcpState } from 'halfclose';

/** So many are under way at once: more would wait for one another. */
const AT_ONCE = 10;

/** Below those that a kernel chooses from (ip-sysctl, ip_local_port_range). */
const FIRST_PORT = 20_000;

/**
 * Opens connections to the server and sees them through; the client's end of each closes when the server's does. Each has
 * a port of its own, by its number: a port of the kernel's choice may be one that the server still has in TIME_WAIT, which
 * then makes way (__inet_hash_connect() shares the place it goes on from with others, table_perturb).
 */
export async function open(
  lab: Lab,
  server: Server,
  { on, numbers }: { on: LabHost; numbers: readonly number[] },
): Promise<void> {
  await inTurns(numbers, async (number) => {
    const name = `short-${String(number)}`;
    const client = await lab.client({ name, to: server, on, localPort: FIRST_PORT + number });
    await expect(client).toReachState('ESTABLISHED');
  });
}

/** The server closes these of its connections first, by number. */
export async function closeAtServer(server: Server, numbers: readonly number[]): Promise<void> {
  await inTurns(numbers, (number) => server.connection(number).close());
}

/** Nothing of the closing is under way any more. */
export async function areInTimeWait(server: Server, numbers: readonly number[]): Promise<void> {
  await inTurns(numbers, (number) => expect(server.connection(number)).toReachState('TIME_WAIT'));
}

/** How many sockets of the host are in each state, as a look that starts now shows them. */
export async function histogram(host: LabHost): Promise<Partial<Record<TcpState, number>>> {
  await host.look();
  const counts: Partial<Record<TcpState, number>> = {};
  for (const { host: its, track } of host.lab.sockets) {
    if (its !== host || track.state === undefined || track.state === 'CLOSED') continue;
    counts[track.state] = (counts[track.state] ?? 0) + 1;
  }
  return counts;
}

/** From the first number to the last. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

async function inTurns<T>(all: readonly T[], act: (each: T) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < all.length; first += AT_ONCE)
    await Promise.all(all.slice(first, first + AT_ONCE).map(act));
}
