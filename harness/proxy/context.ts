import type { AppEvent } from '../model/protocol.ts';

/** What all parts of the proxy are given by the program they run in. */
export interface ProxyContext {
  readonly emit: (event: AppEvent) => void;
  /** Milliseconds on the clock of all reported times. */
  readonly now: () => number;
  /** Decides every random choice. */
  readonly seed: number;
}
