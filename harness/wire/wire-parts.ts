import { loadLibc } from '../kernel/libc.ts';
import type { WirePart } from '../model/wire.ts';
import { addRules } from './rules.ts';

/** Documentation addresses (RFC 5737, RFC 3849): no segment comes from there while a rule is tried. */
const [NOBODY_IPV4, NOBODY_IPV6] = ['192.0.2.1', '2001:db8::1'];
const ANYWHERE = { addresses: [] };

interface Openers {
  readonly openQueue: () => void;
  readonly openRawSockets: () => void;
  readonly queue: number;
}

/** Tries all that a wire is made of, and leaves no rule behind. */
export async function tryParts({ openQueue, openRawSockets, queue }: Openers): Promise<WirePart[]> {
  const tryRule = async (address: string) => {
    const rules = await addRules({ addresses: [address] }, ANYWHERE, queue);
    await rules.remove();
  };
  return [
    await tried('koffi', () => void loadLibc()),
    await tried('netfilter queue', openQueue),
    await tried('queue rule, IPv4', () => tryRule(NOBODY_IPV4)),
    await tried('queue rule, IPv6', () => tryRule(NOBODY_IPV6)),
    await tried('raw sockets', openRawSockets),
  ];
}

async function tried(part: string, use: () => void | Promise<void>): Promise<WirePart> {
  try {
    await use();
    return { part };
  } catch (error) {
    return { part, lack: (error as Error).message };
  }
}
