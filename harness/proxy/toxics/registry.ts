import { latency } from './latency.ts';
import { noop } from './noop.ts';
import { resetPeer } from './reset-peer.ts';
import { timeout } from './timeout.ts';
import type { ToxicType } from './toxic.ts';

/** Every kind of toxic, under the name it has in the API. */
const TOXIC_TYPES: Readonly<Record<string, ToxicType>> = { latency, noop, reset_peer: resetPeer, timeout };

export function toxicType(name: string): ToxicType | undefined {
  return Object.hasOwn(TOXIC_TYPES, name) ? TOXIC_TYPES[name] : undefined;
}
