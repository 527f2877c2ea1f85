import { expect, type Client, type Lab, type Server, type ServerOptions } from 'halfclose';

/** Two ends in ESTABLISHED. Each ends its half when the other has. */
export async function connected(
  lab: Lab,
  options?: ServerOptions,
): Promise<{ client: Client; server: Server }> {
  const server = await lab.server(options);
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  await expect(client).toReachState('ESTABLISHED');
  return { client, server };
}
