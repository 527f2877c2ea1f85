import {
  expect,
  type Client,
  type ClientOptions,
  type Lab,
  type Server,
  type ServerOptions,
} from 'halfclose';

interface Options {
  readonly server?: ServerOptions;
  readonly client?: Omit<ClientOptions, 'to' | 'via'>;
}

/** A client and its server, with the handshake behind both of them. */
export async function connected(
  lab: Lab,
  options: Options = {},
): Promise<{ client: Client; server: Server }> {
  const server = await lab.server(options.server);
  const client = await lab.client({ to: server, ...options.client });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  return { client, server };
}
