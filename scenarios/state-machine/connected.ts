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

/** Two ends in ESTABLISHED. Neither ends its half unless the scenario says so. */
export async function connected(
  lab: Lab,
  options: Options = {},
): Promise<{ client: Client; server: Server }> {
  const server = await lab.server({ onFin: 'ignore', ...options.server });
  const client = await lab.client({ to: server, onFin: 'ignore', ...options.client });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  return { client, server };
}
