import type { Client, ClientOptions, Lab, LabHost, Server, ServerOptions } from 'halfclose';
import { expect } from 'halfclose';

export const FAMILIES = ['ipv4', 'ipv6'] as const;

interface Ends {
  readonly client: Client;
  readonly server: Server;
}

/** A client and the server it is connected to. */
export async function connected(
  lab: Lab,
  server: ServerOptions = {},
  client: Omit<ClientOptions, 'to'> = {},
): Promise<Ends> {
  const ends = await connecting(lab, server, client);
  await expect(ends.client).toReachState('ESTABLISHED');
  await expect(ends.server).toReachState('ESTABLISHED');
  return ends;
}

/** A server, and a client that has called connect(2); `before` comes first, with the host that the client gets. */
export async function connecting(
  lab: Lab,
  server: ServerOptions = {},
  client: Omit<ClientOptions, 'to'> = {},
  before: (ends: { server: Server; host: LabHost }) => Promise<unknown> = () => Promise.resolve(),
): Promise<Ends> {
  const made = await lab.server(server);
  const host = await lab.host({ name: 'client-host' });
  await before({ server: made, host });
  return { server: made, client: await lab.client({ ...client, to: made, on: host }) };
}

/** How far one counter of the host has moved since it was made. */
export async function counted(host: LabHost, counter: string): Promise<number> {
  return (await host.counterDeltas())[counter] ?? 0;
}

/** A text of so many bytes, none like its neighbours. */
export function text(bytes: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'.repeat(Math.ceil(bytes / 26)).slice(0, bytes);
}
