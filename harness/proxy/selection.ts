import { BlockList, isIP } from 'node:net';
import type { Selection } from '../model/selection.ts';

/** A connection as a selection sees it. */
export interface Candidate {
  readonly number: number;
  /** Empty where it is not known. */
  readonly client: string;
}

export function selects({ connections, client }: Selection, candidate: Candidate): boolean {
  if (connections !== undefined && !connections.includes(candidate.number)) return false;
  if (client === undefined) return true;
  // A client that has reset its connection before it was accepted has no address any more.
  if (isIP(candidate.client) === 0) return false;
  return networkOf(client)?.check(candidate.client, familyOf(candidate.client)) === true;
}

/** The addresses that the text stands for; undefined where it is neither an address nor a network. */
export function networkOf(text: string): BlockList | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  if (version === 0 || rest.length > 0) return undefined;
  if (prefix !== undefined && !(/^\d+$/.test(prefix) && Number(prefix) <= longest)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, prefix === undefined ? longest : Number(prefix), familyOf(address));
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
