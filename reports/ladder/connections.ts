import { keyOf } from '../../harness/model/explanation/addresses.ts';
import type { SocketAddress } from '../../harness/model/socket-row.ts';
import type { Rung } from './rung.ts';

/** All that went between two ends; they may have had several connections, one after the other. */
export interface Connection {
  /** Of both ends, whoever opened it. */
  readonly key: string;
  /** The end that opened it; where that was not observed, the one that was heard of first. */
  readonly opener: string | undefined;
  readonly other: string | undefined;
  /** `client:40000 → server:7000` */
  readonly text: string;
  readonly rungs: number;
}

interface Ends {
  readonly from: SocketAddress;
  readonly to: SocketAddress;
}

export function endsKey({ from, to }: Ends): string {
  return [keyOf(from), keyOf(to)].sort().join(' ');
}

/** In the order in which they were heard of. */
export function connectionsOf(rungs: readonly Rung[]): Connection[] {
  return [...Map.groupBy(rungs, endsKey)].flatMap(([key, all]) => {
    const opening = all.find(isOpening) ?? all[0];
    if (!opening) return [];
    const { sender, receiver, from, to } = opening;
    const text = `${endText(sender, from)} → ${endText(receiver, to)}`;
    return [{ key, opener: sender, other: receiver, text, rungs: all.length }];
  });
}

/** `client:40000`, or the address where no host has it. */
export function endText(host: string | undefined, { address, port }: SocketAddress): string {
  return `${host ?? address}:${String(port)}`;
}

function isOpening({ flags, forged }: Rung): boolean {
  return flags.includes('SYN') && !flags.includes('ACK') && !forged;
}
