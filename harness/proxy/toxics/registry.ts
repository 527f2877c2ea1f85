import { bandwidth, proxyBandwidth } from './bandwidth.ts';
import { corrupt } from './corrupt.ts';
import { fin } from './fin.ts';
import { latency } from './latency.ts';
import { limitData } from './limit-data.ts';
import { noop } from './noop.ts';
import { blackHole, refuse, slowOpen } from './opening.ts';
import { resetAfter } from './reset-after.ts';
import { resetPeer } from './reset-peer.ts';
import { slicer } from './slicer.ts';
import { slowClose } from './slow-close.ts';
import { stall } from './stall.ts';
import { timeout } from './timeout.ts';
import type { ToxicType } from './toxic.ts';

/** Every kind of toxic, under the name it has in the API: Toxiproxy's, then those it lacks. */
export const TOXIC_TYPES: Readonly<Record<string, ToxicType>> = {
  ...{
    bandwidth,
    latency,
    limit_data: limitData,
    noop,
    reset_peer: resetPeer,
    slicer,
    slow_close: slowClose,
    timeout,
  },
  ...{
    black_hole: blackHole,
    corrupt,
    fin,
    proxy_bandwidth: proxyBandwidth,
    refuse,
    reset_after: resetAfter,
  },
  ...{ slow_open: slowOpen, stall },
};

export function toxicType(name: string): ToxicType | undefined {
  return Object.hasOwn(TOXIC_TYPES, name) ? TOXIC_TYPES[name] : undefined;
}
