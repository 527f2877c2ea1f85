import { seededRandom } from './seeded-random.ts';
import type { SocketAddress } from './socket-row.ts';

/** A network that nobody has: it is set aside for measurements, and no router passes it on (RFC 2544, RFC 6890). */
export const MADE_UP_NETWORK = '198.18.0.0/15';
export const MADE_UP_ADDRESSES = 2 ** 17;
const FIRST_ADDRESS = (198 * 256 + 18) * 256 * 256;

/** One flood asks for so many SYNs at most: a look at what they leave takes a tenth of a second then. */
export const LARGEST_FLOOD = 20_000;

const FIRST_PORT = 1024;
const PORTS = 65_536 - FIRST_PORT;
/** Odd, so that every address of the network is met once before any is again; large, so that they are scattered. */
const ADDRESS_STRIDE = 40_503;

/** SYNs of a connection each, none of which is ever completed. */
export interface Flood {
  readonly to: SocketAddress;
  readonly count: number;
  /** How many addresses they come from, each in its turn. */
  readonly addresses: number;
  /** How many addresses of the network floods before it have taken. */
  readonly taken: number;
  readonly seed: number;
}

/** A SYN of a flood. */
interface MadeUpSyn {
  readonly from: SocketAddress;
  readonly seq: number;
}

/** Whether a flood may have made up the address. */
export function isMadeUp(address: string): boolean {
  return /^(?:::ffff:)?198\.1[89]\./.test(address);
}

/** The SYNs of a flood; no two of one seed have the same source, those of other floods included. */
export function* synsOf({ count, addresses, taken, seed }: Omit<Flood, 'to'>): Generator<MadeUpSyn> {
  const random = seededRandom(seed, 'flood: addresses and ports');
  const [firstAddress, firstPort] = [whole(random, MADE_UP_ADDRESSES), whole(random, PORTS)];
  const numbers = seededRandom(seed, `flood: sequence numbers after ${String(taken)} addresses`);
  for (let sent = 0; sent < count; sent++) {
    const place = taken + (sent % addresses);
    const port = FIRST_PORT + ((firstPort + place + Math.floor(sent / addresses)) % PORTS);
    const offset = (firstAddress + place * ADDRESS_STRIDE) % MADE_UP_ADDRESSES;
    yield { from: { address: addressAt(offset), port }, seq: whole(numbers, 2 ** 32) };
  }
}

function whole(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

function addressAt(offset: number): string {
  const address = FIRST_ADDRESS + offset;
  return [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.');
}
