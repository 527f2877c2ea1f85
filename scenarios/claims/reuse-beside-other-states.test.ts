import { claim, expect, type Lab, type LabHost, type RawSocket, type TcpState } from 'halfclose';
import { restart } from './restarted-server.ts';

const FIRST_PORT = 7001;

/** The server's end of a connection, and the client's. */
interface Ends {
  readonly old: RawSocket;
  readonly client: RawSocket;
}

/** What brings the server's end into each state and keeps it there. */
const WAYS: Readonly<Partial<Record<TcpState, (ends: Ends) => Promise<unknown>>>> = {
  ESTABLISHED: () => Promise.resolve(),
  CLOSE_WAIT: ({ client }) => client.shutdown('write'),
  FIN_WAIT2: ({ old }) => old.shutdown('write'),
  FIN_WAIT1: async ({ old }) => {
    await old.lab.wire.drop({ from: old, flags: 'FIN' });
    await old.shutdown('write');
  },
  CLOSING: async ({ old, client }) => {
    await old.lab.wire.drop({ from: old, flags: 'FIN' });
    await old.shutdown('write');
    await client.shutdown('write');
  },
  LAST_ACK: async ({ old, client }) => {
    await client.shutdown('write');
    await expect(old).toReachState('CLOSE_WAIT');
    await old.lab.wire.drop({ from: client, flags: 'ACK' });
    await old.shutdown('write');
  },
};

// socket(7), SO_REUSEADDR: a socket may bind "except when there is an active listening socket bound to the address";
// inet_bind_conflict(): of sockets that all have it, only one in LISTEN is in the way.
claim('T8', { needs: 'wire' }, async ({ lab, T8 }) => {
  const [on, clients] = [await lab.host({ name: 'server' }), await lab.host({ name: 'client' })];
  const states = Object.keys(WAYS) as TcpState[];
  for (const [index, state] of states.entries()) {
    const port = FIRST_PORT + index;
    const { old, client } = await orphaned(lab, on, clients, port);
    await WAYS[state]?.({ old, client });
    await expect(old).toReachState(state);

    const { server, errno } = await restart(on, `again-${String(port)}`, true, port);
    await T8.says(`bind fails while a connection is in ${state}`, () => {
      expect(errno).toBe('EADDRINUSE');
    });
    await T8.instead(`beside ${state} it binds, listens and is reached, and the old connection stays`, () =>
      isReachedBeside({ old, client }, state, server),
    );
  }
  await T8.instead('it is a listener that bind fails beside', async () => {
    const beside = await restart(on, 'beside-listener', true, FIRST_PORT);
    await expect(beside.server).toHaveFailedWith('EADDRINUSE');
  });
});

/** A connection whose listener is gone. */
async function orphaned(lab: Lab, on: LabHost, clients: LabHost, port: number): Promise<Ends> {
  const { server: listener } = await restart(on, `server-${String(port)}`, true, port);
  await listener.listen();
  const client = await lab.rawSocket({ name: `client-${String(port)}`, on: clients });
  await client.connect(listener);
  const { socket: old } = await listener.accept();
  await listener.close();
  await expect(client).toReachState('ESTABLISHED');
  return { old, client };
}

async function isReachedBeside({ old, client }: Ends, state: TcpState, server: RawSocket): Promise<void> {
  await server.listen();
  const later = await server.lab.rawSocket({ name: `${client.name}-again`, on: client.host });
  expect((await later.connect(server)).errno).toBeUndefined();
  await expect(later).toReachState('ESTABLISHED');
  await expect((await server.accept()).socket).toReachState('ESTABLISHED');
  await expect(old).toReachState(state);
}
