import { HalfcloseError } from '../model/errors.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Lab } from './lab.ts';
import { addressOf } from './target.ts';

export async function makeClient(lab: Lab, options: ClientOptions): Promise<Client> {
  const target = options.via ?? options.to;
  if (!target || (options.via && options.to)) {
    throw new HalfcloseError(
      'INVALID_OPTION',
      'lab.client() takes either `to` (a server) or `via` (a proxy)',
    );
  }
  const to = addressOf(target);
  const name = lab.freshName('client', options.name);
  const host = options.on ?? (await lab.pool.claim(name, options.sysctls));
  const process = options.ownProcess ? name : undefined;
  const countersBefore = await host.counters();
  const client = new Client({ name, host, lab, role: 'client', countersBefore }, process);
  lab.registry.addActive(name, client);

  if (process !== undefined) await host.request('spawn', { process });
  lab.step(`${name}.connect()`);
  await host.request('connect', {
    socket: name,
    to,
    localPort: options.localPort,
    // Without an address to bind, a port alone would be bound to the wildcard address of either family.
    localAddress:
      options.localPort === undefined ? undefined : host.ip(to.address.includes(':') ? 'ipv6' : 'ipv4'),
    policy: { onFin: options.onFin ?? 'close', reading: options.reading ?? 'on', linger: options.linger },
    process,
  });
  return client;
}
