import { Toxiproxy } from 'toxiproxy-node-client';
import { formatAddress, type SocketAddress } from '../model/socket-row.ts';
import type { Lab } from './lab.ts';
import { LabProxy, type ProxyOptions, type ProxyParts } from './lab-proxy.ts';
import { LabSocket, type LabSocketOptions } from './lab-socket.ts';
import { PassiveSockets } from './passive-sockets.ts';
import { ProxyGateway } from './proxy-gateway.ts';
import { addressOf } from './target.ts';

const DEFAULT_PORT = 7000;

export async function makeProxy(lab: Lab, options: ProxyOptions): Promise<LabProxy> {
  const upstream = formatAddress(addressOf(options.to));
  const name = lab.freshName('proxy', options.name);
  const host = options.on ?? (await lab.pool.claim(name, options.sysctls));
  const family = options.family ?? 'ipv4';
  const address: SocketAddress = { address: host.ip(family), port: options.port ?? DEFAULT_PORT };
  const legs = makeLegs({ lab, host, countersBefore: await host.counters() }, name);
  legs.clientLegs.listensOn(address);

  await host.request('proxyStart', { seed: lab.seed });
  const gateway = await ProxyGateway.open(host);
  lab.teardown.add(`the API of ${name}`, () => gateway.close());
  const listen = formatAddress(address);
  const api = await new Toxiproxy(gateway.url).createProxy({ name, listen, upstream, enabled: true });
  return new LabProxy({ lab, name, url: gateway.url, address, api, ...legs });
}

/** The sockets of a proxy as they will come about: it opens a leg towards the server for each it accepts from a client. */
function makeLegs(
  shared: Pick<LabSocketOptions, 'lab' | 'host' | 'countersBefore'>,
  proxy: string,
): Pick<ProxyParts, 'clientLegs' | 'serverLeg'> {
  const { registry } = shared.lab;
  const leg = (kind: string, number: number) => `${proxy}:${kind}${number === 1 ? '' : `/${String(number)}`}`;
  const serverLegs: LabSocket[] = [];
  const serverLeg = (number: number): LabSocket => {
    const known = serverLegs[number - 1];
    if (known) return known;
    const made = new LabSocket({ ...shared, role: 'server-leg', name: leg('server-leg', number) });
    registry.addActive(`${proxy}/${String(number)}/server-leg`, made);
    return (serverLegs[number - 1] = made);
  };
  const clientLegs = new PassiveSockets(
    new LabSocket({ ...shared, role: 'listener', name: `${proxy}:listener` }),
    (number) => {
      // The proxy opens the other leg by itself: it must be known before it reports.
      serverLeg(number);
      return new LabSocket({ ...shared, role: 'client-leg', name: leg('client-leg', number) });
    },
  );
  clientLegs.connection(1);
  registry.addPassive(clientLegs);
  return { clientLegs, serverLeg };
}
