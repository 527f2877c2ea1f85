import dns from 'node:dns/promises';
import net from 'node:net';

export interface HostPort {
  /** Empty: every address of the machine. */
  readonly host: string;
  readonly port: number;
}

/** `host:port`, `[ipv6]:port` or `:port`. Errors have Go's wording, which Toxiproxy's answers show. */
export function parseHostPort(text: string): HostPort {
  const parts = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(text);
  if (!parts)
    throw new Error(
      `address ${text}: ${text.split(':').length > 2 ? 'too many colons' : 'missing port'} in address`,
    );
  const [, bracketed, plain, port = ''] = parts;
  if (!/^-?\d*$/.test(port)) throw new Error(`lookup tcp/${port}: unknown port`);
  if (port.startsWith('-') || Number(port) > 65_535) throw new Error(`address ${port}: invalid port`);
  return { host: bracketed ?? plain ?? '', port: Number(port) };
}

/** As net.Listen in Go: no address is no port either, and a name stands for its first IPv4 address. */
export async function resolveListen(text: string): Promise<HostPort> {
  const { host, port } = text === '' ? { host: '', port: 0 } : parseHostPort(text);
  if (host === '' || net.isIP(host)) return { host, port };
  const addresses = await dns.lookup(host, { all: true }).catch(() => []);
  const address = addresses.find(({ family }) => family === 4) ?? addresses[0];
  if (!address) throw new Error(`lookup ${host}: no such host`);
  return { host: address.address, port };
}

export function formatHostPort({ host, port }: HostPort): string {
  return net.isIPv6(host) ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
}
