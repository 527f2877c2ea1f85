import type { AppEvent } from '../model/protocol.ts';
import type { SocketRow } from '../model/socket-row.ts';
import type { Scheduler } from '../kernel/scheduler.ts';

/** What all parts of the proxy are given by the program they run in. */
export interface ProxyEnvironment {
  readonly emit: (event: AppEvent) => void;
  /** Whether each piece of data and each step of a connection is emitted, or only what a log is for. */
  readonly tellsAll: boolean;
  /** Milliseconds on the clock of all reported times. */
  readonly now: () => number;
  /** Decides every random choice. */
  readonly seed: number;
  /** What the kernel shows of the sockets where the proxy runs. */
  readonly look: () => Promise<readonly SocketRow[]>;
}

export interface ProxyContext extends ProxyEnvironment {
  readonly scheduler: Scheduler;
}
