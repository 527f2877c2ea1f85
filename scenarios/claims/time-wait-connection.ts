import {
  expect,
  type Client,
  type ClientOptions,
  type Lab,
  type LabSocket,
  type Server,
  type ServerOptions,
} from 'halfclose';

/** A client and a server that are connected, each on a host of its own unless the options say otherwise. */
export async function connected(
  lab: Lab,
  server: ServerOptions = {},
  client: Omit<ClientOptions, 'to' | 'via'> = {},
): Promise<{ client: Client; server: Server }> {
  const made = { server: await lab.server(server) };
  const ends = { ...made, client: await lab.client({ ...client, to: made.server }) };
  await expect(ends.client).toReachState('ESTABLISHED');
  await expect(ends.server).toReachState('ESTABLISHED');
  return ends;
}

/** How much of TIME_WAIT the last look that told anything new of the socket showed to be left, in milliseconds. */
export function timeWaitLeft({ track }: LabSocket): number | undefined {
  const timer = track.sightings.at(-1)?.row?.timer;
  return timer?.name === 'timewait' ? timer.remainingMs : undefined;
}
