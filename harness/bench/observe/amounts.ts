/** How much each measurement does. */
export interface Amounts {
  /** Half-closes that the trace and `ss` each have to know of. */
  readonly halfCloses: number;
  /** The same for `docker exec`, which takes many times as long. */
  readonly halfClosesByExec: number;
  /** For how long processor time is counted while nothing happens. */
  readonly watchMs: number;
  /** Of one storm. Each takes a port of its own. */
  readonly stormConnections: number;
}

/** Some half a minute a round. */
export const FULL: Amounts = {
  halfCloses: 100,
  halfClosesByExec: 20,
  watchMs: 2_000,
  stormConnections: 40_000,
};

export const STORM_PER_SECOND = 10_000;
