import { expect, type Client, type ClientOptions, type Lab, type Server } from 'halfclose';
import { resendsAfter } from './resends-after.ts';

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

/**
 * No host of the lab sends a FIN a second time: on a busy machine that may meet TIME_WAIT, which acknowledges it again, and
 * what is gone already answers that with RST (discoveries/time-wait-assassinated.md).
 */
export async function sendEachFinOnce(lab: Lab): Promise<void> {
  await Promise.all(lab.hosts.map((host) => resendsAfter(host, 30)));
}

/** No kernel of the lab has sent a RST: neither end's, nor for either leg of a proxy. */
export async function nobodyHasReset(lab: Lab): Promise<void> {
  const asked = lab.hosts.map((host) => expect(host).not.toHaveSentReset({ withinMs: 50 }));
  await Promise.all(asked);
}
