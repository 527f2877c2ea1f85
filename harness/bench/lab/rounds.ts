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
  /** Starts the topology. Resolves when the client is connected. */
  start(): Promise<Running>;
  /** Ends what was kept from round to round. */
  end(): Promise<void>;
}

interface Running {
  /**
   * Sees the client ESTABLISHED, as the scenario does, sends its FIN and resolves when a look has shown it, to the
   * milliseconds between the two.
   */
  timeUntilSeen(): Promise<number>;
  /** The rest of the scenario, of which only the processor time counts. */
  wait(): Promise<void>;
  stop(): Promise<void>;
}

export async function runRound(contender: Contender): Promise<Round> {
  await untilQuiet();
  const cpuBefore = machineCpuSeconds();
  const started = monotonicMs();
  const running = await contender.start();
  const startMs = monotonicMs() - started;
  let stopping: number;
  let seenMs: number;
  try {
    seenMs = await running.timeUntilSeen();
    await running.wait();
  } finally {
    stopping = monotonicMs();
    await running.stop();
  }
  const stopMs = monotonicMs() - stopping;
  return { startMs, stopMs, seenMs, cpuSeconds: machineCpuSeconds() - cpuBefore };
}
