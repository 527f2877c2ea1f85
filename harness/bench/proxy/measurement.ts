import type { Proxy as ToxiproxyProxy } from 'toxiproxy-node-client';
import type { Child } from '../load/child.ts';
import type { Load } from '../load/load.ts';
import type { Address } from '../load/commands.ts';
import type { Values } from '../values.ts';

/** One of the ways to the servers of the load: with no proxy, or through one. */
export interface Way {
  readonly echo: Address;
  readonly source: Address;
  /** What is between; undefined where nothing is. */
  readonly proxy: ProxyInBetween | undefined;
}

interface ProxyInBetween {
  readonly child: Child;
  readonly echo: ToxiproxyProxy;
  readonly source: ToxiproxyProxy;
}

/** One row of the result. */
export interface Figure {
  readonly name: string;
  /** For people, with the unit. */
  readonly label: string;
  readonly better: 'more' | 'less';
}

export interface Measurement {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Leaves no connection and no toxic behind, unless it fails. */
  run(way: Way, load: Load): Promise<Values>;
}

/** How much load each measurement makes. */
export interface Amounts {
  /** Of each throughput, over all connections. */
  readonly bytes: number;
  readonly connections: number;
  readonly roundTrips: number;
  readonly idleConnections: number;
  readonly setUps: number;
  /** Each accuracy of latency goes on about as long. */
  readonly latencyMs: number;
  /** Each accuracy of bandwidth goes on so long. */
  readonly bandwidthMs: number;
}
