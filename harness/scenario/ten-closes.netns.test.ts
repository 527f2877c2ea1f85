import { expect, jest } from '@jest/globals';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { testTraced } from './fixtures/test-where.ts';
import { serverOf, WAYS, type Way } from './fixtures/ten-closes.ts';
import { Lab } from '../lab/lab.ts';
import type { LabHost } from '../lab/lab-host.ts';
import type { LabSocket } from '../lab/lab-socket.ts';

jest.setTimeout(240_000);

const LABS = 5;
/** Of each way in each lab. */
const ROUNDS = 20;
const FIRST_PORT = 7_000;

interface Closed {
  readonly way: Way;
  readonly client: LabSocket;
  readonly server: LabSocket;
}

/** Twenty connections ended in each of the ways, on two hosts of one lab. */
async function closeAll(lab: Lab): Promise<Closed[]> {
  const [on, clients] = [await lab.host({ name: 'server-host' }), await lab.host({ name: 'client-host' })];
  const closed: Closed[] = [];
  for (const [index, way] of WAYS.entries()) {
    const port = FIRST_PORT + index;
    const server = await lab.server({ on, port, ...way.server });
    const all = Array.from({ length: ROUNDS }, () => closeOne(lab, clients, way, server));
    closed.push(...(await Promise.all(all)));
  }
  return closed;
}

type Target = Awaited<ReturnType<Lab['server']>>;

async function closeOne(lab: Lab, on: LabHost, way: Way, to: Target): Promise<Closed> {
  const client = await lab.client({ to, on, ...way.client });
  const server = await serverOf(lab, client);
  await lab.untilAccepted(server);
  await way.close({ client, server });
  return { way, client, server };
}

const tracedPath = ({ track }: LabSocket) => track.traced.map(({ to }) => to);
const seenStates = ({ track }: LabSocket) => new Set<string>(track.sightings.map(({ state }) => state));

/** What went through in both ends, but for TIME_WAIT, which only looks can show. */
function expected({ way }: Closed): { client: string[]; server: string[] } {
  return {
    client: ['SYN_SENT', 'ESTABLISHED', ...way.clientPath],
    server: ['SYN_RECV', 'ESTABLISHED', ...way.serverPath],
  };
}

testTraced()(
  'of 1,000 connections ended in ten ways in labs side by side, the trace has every state of each and no other',
  async () => {
    const labs = await Promise.all(Array.from({ length: LABS }, () => Lab.open(netnsBackend)));
    try {
      const closed = (await Promise.all(labs.map(closeAll))).flat();
      expect(closed).toHaveLength(LABS * WAYS.length * ROUNDS);
      for (const lab of labs) await Promise.all(lab.hosts.map((host) => host.look()));
      await labs[0]?.trace.flush();
      for (const lab of labs) await lab.trace.flush();

      expect(labs.map(({ trace }) => trace.gap)).toEqual(labs.map(() => undefined));
      const wrong = closed.flatMap((each) => {
        const path = { client: tracedPath(each.client), server: tracedPath(each.server) };
        return JSON.stringify(path) === JSON.stringify(expected(each))
          ? []
          : [{ way: each.way.name, ...path }];
      });
      expect(wrong).toEqual([]);
      // Every connection is one of its own lab: its ends are that lab's hosts.
      for (const { client, server } of closed)
        expect([client.host.owns(client.ends?.local.address ?? ''), server.lab]).toEqual([true, client.lab]);

      report(closed);
    } finally {
      const errors = await Promise.all(labs.map((lab) => lab.teardown.run()));
      expect(errors.flat()).toEqual([]);
    }
  },
);

/** Says what looks alone would have known. */
function report(closed: readonly Closed[]): void {
  const ends = closed.flatMap((each) => [
    { socket: each.client, states: expected(each).client },
    { socket: each.server, states: expected(each).server },
  ]);
  const all = ends.reduce((sum, { states }) => sum + states.length, 0);
  const missed = ends.reduce((sum, { socket, states }) => {
    const seen = seenStates(socket);
    return sum + states.filter((state) => !seen.has(state)).length;
  }, 0);
  process.stderr.write(
    `${String(closed.length)} connections: the kernel's trace has all of their ${String(all)} states, looks missed ${String(missed)} of them\n`,
  );
}
