import { TOXIPROXY_VERSION } from '../backend/toxiproxy-program.ts';
import { formatAddress, type SocketAddress } from '../model/socket-row.ts';
import type { Lab } from './lab.ts';
import { LabProxy, type ProxyOptions } from './lab-proxy.ts';
import { proxyClient } from './proxy-api.ts';
import { ProxyGateway } from './proxy-gateway.ts';
import { reportedLegs, silentLegs } from './proxy-legs.ts';
import { addressOf } from './target.ts';

const DEFAULT_PORT = 7000;

export async function makeProxy(lab: Lab, options: ProxyOptions): Promise<LabProxy> {
  const upstream = addressOf(options.to);
  const engine = options.engine ?? 'halfclose';
  // Asked before anything is made: where it is missing, this raises.
  const source = engine === 'toxiproxy' ? await lab.network.toxiproxy() : undefined;
  const name = lab.freshName('proxy', options.name);
  const host = options.on ?? (await lab.pool.claim(name, options.sysctls));
  const family = options.family ?? 'ipv4';
  const address: SocketAddress = { address: host.ip(family), port: options.port ?? DEFAULT_PORT };
  const shared = { lab, host, countersBefore: await host.counters() };
  const legs = source ? silentLegs(shared, name, upstream) : reportedLegs(shared, name);
  legs.clientLegs.listensOn(address);

  if (source)
    lab.step(
      `${name}: Toxiproxy ${TOXIPROXY_VERSION} from ${source.from}, which calls itself ${await host.startToxiproxy(source)}`,
    );
  else await host.request('proxyStart', { seed: lab.seed });
  const gateway = await ProxyGateway.open(host, engine);
  lab.teardown.add(`the API of ${name}`, () => gateway.close());
  const listen = formatAddress(address);
  const description = { name, listen, upstream: formatAddress(upstream), enabled: true };
  const api = await proxyClient(gateway.url, name).createProxy(description);
  return new LabProxy({ lab, name, url: gateway.url, address, api, ...legs });
}
