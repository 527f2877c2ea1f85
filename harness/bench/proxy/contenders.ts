import net from 'node:net';
import { Toxiproxy } from 'toxiproxy-node-client';
import { builtFile } from '../../backend/package-files.ts';
import { locateToxiproxy } from '../../backend/toxiproxy-program.ts';
import { HalfcloseError } from '../../model/errors.ts';
import { monotonicMs } from '../../model/clock.ts';
import { ownLoopbackAddress } from '../../proxy/standalone/own-loopback-address.ts';
import { Child } from '../load/child.ts';
import { START_DEADLINE_MS, within } from '../load/deadline.ts';
import type { Address, Servers } from '../load/commands.ts';
import type { Way } from './measurement.ts';

export type ContenderName = 'direct' | 'ours' | 'toxiproxy';

export interface Contender {
  readonly name: ContenderName;
  start(servers: Servers): Promise<Running>;
}

export interface Running {
  readonly way: Way;
  /** What its API says. */
  readonly version: string | undefined;
  end(): Promise<void>;
}

/** All that this machine has. */
export function contenders(): Contender[] {
  const binary = locateToxiproxy();
  const ours = [process.execPath, builtFile('cli.js'), 'proxy'];
  return [
    { name: 'direct', start: startDirect },
    { name: 'ours', start: (servers) => startProxy('halfclose proxy', ours, servers) },
    ...(binary === undefined
      ? []
      : [
          {
            name: 'toxiproxy',
            start: (servers: Servers) => startProxy('Toxiproxy', [binary], servers),
          } as const,
        ]),
  ];
}

function startDirect(servers: Servers): Promise<Running> {
  const way = { ...servers, proxy: undefined };
  return Promise.resolve({ way, version: undefined, end: () => Promise.resolve() });
}

/** Both take the same flags; what they log goes where it costs nothing but the writing. */
async function startProxy(name: string, command: readonly string[], servers: Servers): Promise<Running> {
  const host = ownLoopbackAddress();
  const port = await freePort(host);
  const child = await Child.start(name, [...command, '-host', host, '-port', String(port)], 'ignore');
  try {
    const api = new Toxiproxy(`http://${host}:${String(port)}`);
    const version = await answered(child, api);
    const create = (server: keyof Servers) =>
      api.createProxy({ name: server, listen: `${host}:0`, upstream: written(servers[server]) });
    const proxy = { child, echo: await create('echo'), source: await create('source') };
    const way = { echo: listening(proxy.echo), source: listening(proxy.source), proxy };
    return { way, version, end: () => child.end() };
  } catch (error) {
    await child.end();
    throw error;
  }
}

async function freePort(host: string): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks for its version until it answers. */
async function answered(child: Child, api: Toxiproxy): Promise<string> {
  const end = monotonicMs() + START_DEADLINE_MS;
  while (child.process.exitCode === null && monotonicMs() < end) {
    const version = await within(START_DEADLINE_MS, 'an answer', api.getVersion()).catch(() => undefined);
    // Toxiproxy's client passes on the body as it is.
    if (version !== undefined) return (JSON.parse(version) as { version: string }).version;
  }
  throw new HalfcloseError('TIMED_OUT', `${child.name} does not answer on ${api.host}`, {
    hint: `it was started with \`${child.process.spawnargs.join(' ')}\``,
  });
}

function listening({ listen }: { readonly listen: string }): Address {
  const colon = listen.lastIndexOf(':');
  return { host: listen.slice(0, colon), port: Number(listen.slice(colon + 1)) };
}

function written({ host, port }: Address): string {
  return `${host}:${String(port)}`;
}
