import { randomInt } from 'node:crypto';
import net from 'node:net';
import { HalfcloseError } from '../../model/errors.ts';

/** The addresses of one lab: 10.64.0.0/24 to 10.79.255.0/24 and as many /64 of a unique local prefix (RFC 4193). */
export interface Subnet {
  readonly ipv4: (host: number) => string;
  readonly ipv6: (host: number) => string;
  readonly description: string;
  release(): void;
}

const SUBNETS = 4096;
const FIRST_IPV4_BLOCK = 64;
const IPV6_PREFIX = 'fd68:6c66:636c';

/**
 * Leases a subnet no other lab on this machine uses now, across processes. The lease is an abstract Unix socket:
 * the kernel lets one process bind the name and frees it when that process ends, however it ends (unix(7)).
 */
export async function leaseSubnet(): Promise<Subnet> {
  const first = randomInt(SUBNETS);
  for (let tried = 0; tried < SUBNETS; tried++) {
    const number = (first + tried) % SUBNETS;
    const lease = await tryLease(number);
    if (lease) return describe(number, lease);
  }
  throw new HalfcloseError('HOST_SETUP_FAILED', `all ${String(SUBNETS)} subnets are in use by running labs`);
}

function tryLease(number: number): Promise<net.Server | undefined> {
  return new Promise((resolve, reject) => {
    const lease = net.createServer();
    lease.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    lease.listen({ path: `\0halfclose-subnet-${String(number)}` }, () => resolve(lease));
    lease.unref();
  });
}

function describe(number: number, lease: net.Server): Subnet {
  const v4 = `10.${String(FIRST_IPV4_BLOCK + (number >> 8))}.${String(number & 255)}`;
  const v6 = `${IPV6_PREFIX}:${number.toString(16)}`;
  return {
    ipv4: (host) => `${v4}.${String(host)}`,
    ipv6: (host) => `${v6}::${host.toString(16)}`,
    description: `${v4}.0/24, ${v6}::/64`,
    release: () => lease.close(),
  };
}
