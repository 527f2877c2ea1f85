/** How much load each measurement makes. */
export interface Amounts {
  readonly roundTrips: number;
  /** On the connection whose throughput is measured. */
  readonly bytes: number;
  /** The same where every segment is queued, which takes many times as long. */
  readonly queuedBytes: number;
  /** Round trips under a delay of DELAY_MS. */
  readonly delayedTrips: number;
}

/** Some ten seconds a round. */
export const FULL: Amounts = { roundTrips: 5_000, bytes: 4e9, queuedBytes: 2e8, delayedTrips: 200 };

export const DELAY_MS = 10;
