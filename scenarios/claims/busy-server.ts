import { expect, type Lab, type LabHost, type Server, type TcpState } from 'halfclose';

/** So many are under way at once: more would wait for one another. */
const AT_ONCE = 10;

/** Opens connections to the server and sees them through; the client's end of each closes when the server's does. */
export async function open(lab: Lab, server: Server, on: LabHost, names: readonly string[]): Promise<void> {
  await inTurns(names, async (name) => {
    const client = await lab.client({ name, to: server, on });
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
