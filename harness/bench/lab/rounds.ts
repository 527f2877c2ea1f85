import { monotonicMs } from '../../model/clock.ts';
import { machineCpuSeconds, untilQuiet } from '../machine.ts';

/** What one round of one contender took. */
export interface Round {
  /** From nothing to a connected client behind a proxy, in milliseconds. */
  readonly startMs: number;
  /** From the end of the scenario to nothing, in milliseconds. */
  readonly stopMs: number;
  /**
   * From the client's FIN, which ends ESTABLISHED at once, to a look that shows it, in milliseconds. Not to FIN_WAIT2:
   * the peer's kernel may delay its ACK by up to 40 ms, which says nothing about who looks.
   */
  readonly seenMs: number;
  /** Processor time of the whole machine in this round, engine included, in seconds. */
  readonly cpuSeconds: number;
}

/** One way to build the topology and to see what becomes of a connection. */
export interface Contender {
  readonly name: string;
  /**
   * Does what is done in time that no scenario waits for, of which only the processor time counts. Resolves to what
   * starts the topology, which resolves when the client is connected.
   */
  prepare(): Promise<() => Promise<Running>>;
}

export interface Running {
  /**
   * Sees the client ESTABLISHED, as the scenario does, sends its FIN and resolves when a look has shown it, to the
   * milliseconds between the two.
   */
  timeUntilSeen(): Promise<number>;
  stop(): Promise<void>;
}

export async function runRound(contender: Contender): Promise<Round> {
  await untilQuiet();
  const cpuBefore = machineCpuSeconds();
  const start = await contender.prepare();
  const started = monotonicMs();
  const running = await start();
  const startMs = monotonicMs() - started;
  let stopping: number;
  let seenMs: number;
  try {
    seenMs = await running.timeUntilSeen();
  } finally {
    stopping = monotonicMs();
    await running.stop();
  }
  const stopMs = monotonicMs() - stopping;
  return { startMs, stopMs, seenMs, cpuSeconds: machineCpuSeconds() - cpuBefore };
}
