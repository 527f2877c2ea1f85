import { expect, type Client, type ClientOptions, type Lab, type Server } from 'halfclose';

/** What must be true whether or not a proxy stands between is said once and run on both. */
export const ROUTES = ['direct', 'through the proxy'] as const;
export type Route = (typeof ROUTES)[number];

/** A client of this server on that route. */
export async function clientOf(
  lab: Lab,
  server: Server,
  route: Route,
  options: ClientOptions = {},
): Promise<Client> {
  if (route === 'direct') return lab.client({ ...options, to: server });
  return lab.client({ ...options, via: await lab.proxy({ to: server }) });
}

/** No kernel of the lab has sent a RST: neither end's, nor for either leg of a proxy. */
export async function nobodyHasReset(lab: Lab): Promise<void> {
  const asked = lab.hosts.map((host) => expect(host).not.toHaveSentReset({ withinMs: 50 }));
  await Promise.all(asked);
}
