import { Toxiproxy } from 'toxiproxy-node-client';
import { formatAddress, type SocketAddress } from '../model/socket-row.ts';
import type { Lab } from './lab.ts';
import { LabProxy, type ProxyOptions } from './lab-proxy.ts';
import { LabSocket } from './lab-socket.ts';
import { PassiveSockets } from './passive-sockets.ts';
import { ProxyGateway } from './proxy-gateway.ts';
import { addressOf } from './target.ts';

const DEFAULT_PORT = 7000;

export async function makeProxy(lab: Lab, options: ProxyOptions): Promise<LabProxy> {
  const upstream = formatAddress(addressOf(options.to));
  const name = lab.freshName('proxy', options.name);
  const host = options.on ?? (await lab.pool.claim(name, options.sysctls));
  const address: SocketAddress = {
    address: host.ip(options.family ?? 'ipv4'),
    port: options.port ?? DEFAULT_PORT,
  };
  const shared = { host, lab, countersBefore: await host.counters() };
  const leg = (kind: string, number: number) => `${name}:${kind}${number === 1 ? '' : `/${String(number)}`}`;

  const serverLegs: LabSocket[] = [];
  const serverLeg = (number: number): LabSocket => {
    const known = (serverLegs[number - 1] ??= new LabSocket({
      ...shared,
      opening: 'active',
      name: leg('server-leg', number),
    }));
    lab.registry.addActive(`${name}/${String(number)}/server-leg`, known);
    return known;
  };
  const clientLegs = new PassiveSockets(
    new LabSocket({ ...shared, opening: 'passive', name: `${name}:listener` }),
    (number) => {
      // The proxy opens the leg towards the server by itself: it must be known before it reports.
      serverLeg(number);
      return new LabSocket({ ...shared, opening: 'passive', name: leg('client-leg', number) });
    },
  );
  clientLegs.listensOn(address);
  clientLegs.connection(1);
  lab.registry.addPassive(clientLegs);

  await host.request('proxyStart', { seed: lab.seed });
  const gateway = await ProxyGateway.open(host);
  lab.teardown.add(() => gateway.close());
  const api = await new Toxiproxy(gateway.url).createProxy({
    name,
    listen: formatAddress(address),
    upstream,
    enabled: true,
  });
  return new LabProxy({ lab, name, url: gateway.url, address, api, clientLegs, serverLeg });
}
