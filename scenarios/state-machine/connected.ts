import { expect, type Client, type Lab, type Server } from 'halfclose';

/** Two ends in ESTABLISHED. Neither ends its half unless the scenario says so. */
export async function connected(lab: Lab): Promise<{ client: Client; server: Server }> {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server, onFin: 'ignore' });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  return { client, server };
}
