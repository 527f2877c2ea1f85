import { expect, type Lab, type LabHost, type RawSocket } from 'halfclose';

const SERVER_PORT = 7000;

/** A server that has ended, and what is left of its connection: TIME_WAIT, at its own end. */
interface EndedServer {
  readonly host: LabHost;
  /** Its end of the connection. */
  readonly old: RawSocket;
  /** The other end, which is gone. */
  readonly client: RawSocket;
}

/** A server closes first its connection and then itself; `reuse` is its SO_REUSEADDR, which the connection inherits. */
export async function endedServer(lab: Lab, name: string, reuse: boolean): Promise<EndedServer> {
  const listener = await lab.rawSocket({ name });
  await listener.set('SO_REUSEADDR', reuse);
  expect((await listener.bind({ port: SERVER_PORT })).errno).toBeUndefined();
  expect((await listener.listen()).errno).toBeUndefined();
  const client = await lab.rawSocket({ name: `${name}-client` });
  expect((await client.connect(listener)).errno).toBeUndefined();
  const { socket: old } = await listener.accept();
  await old.close();
  await listener.close();
  expect((await client.receive()).data).toHaveLength(0);
  await client.close();
  await expect(old).toReachState('TIME_WAIT');
  await expect(client).toBeGone();
  return { host: listener.host, old, client };
}

/** The server's program again, up to bind(2). */
export async function restart(on: LabHost, name: string, reuse: boolean, port = SERVER_PORT) {
  const server = await on.lab.rawSocket({ name, on });
  await server.set('SO_REUSEADDR', reuse);
  const { errno } = await server.bind({ port });
  return { server, errno };
}
