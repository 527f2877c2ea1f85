import { expect, type Lab, type RawSocket } from 'halfclose';

export interface Pair {
  readonly client: RawSocket;
  readonly server: RawSocket;
  /** The server's end, accepted. */
  readonly accepted: RawSocket;
}

/** Two raw sockets with a connection between them that both kernels and both applications have. */
export async function connectedPair(lab: Lab, family: 'ipv4' | 'ipv6' = 'ipv4'): Promise<Pair> {
  const server = await listening(lab, family);
  const client = await lab.rawSocket({ name: 'client', family });
  expect((await client.connect(server)).errno).toBeUndefined();
  const { socket: accepted } = await server.accept();
  await expect(client).toReachState('ESTABLISHED');
  await expect(accepted).toReachState('ESTABLISHED');
  return { client, server, accepted };
}

export async function listening(lab: Lab, family: 'ipv4' | 'ipv6' = 'ipv4'): Promise<RawSocket> {
  const server = await lab.rawSocket({ name: 'server', family });
  expect((await server.bind({ port: 7000 })).errno).toBeUndefined();
  expect((await server.listen()).errno).toBeUndefined();
  return server;
}
