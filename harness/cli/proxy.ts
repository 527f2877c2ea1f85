import { randomInt } from 'node:crypto';
import manifest from '../../package.json' with { type: 'json' };
import { lookWithSs } from '../agent/look.ts';
import { HalfcloseError } from '../model/errors.ts';
import { createLog } from '../proxy/standalone/log.ts';
import { startStandalone } from '../proxy/standalone/standalone.ts';

export interface ProxyOptions {
  readonly host: string;
  readonly port: string;
  readonly config?: string;
  readonly seed?: string;
  readonly proxyMetrics?: true;
  readonly runtimeMetrics?: true;
}

/** Where a second signal ends the process at once, it ends as shells count it: 128 + the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** `halfclose proxy`: the fault-injecting proxy alone, in place of toxiproxy-server. Runs until SIGINT or SIGTERM. */
export async function proxy(options: ProxyOptions): Promise<void> {
  const { host, config, proxyMetrics = false, runtimeMetrics = false } = options;
  const port = wholeNumber('--port', options.port, 65_535);
  const seed =
    options.seed === undefined
      ? randomInt(2 ** 31)
      : wholeNumber('--seed', options.seed, Number.MAX_SAFE_INTEGER);
  const log = createLog();
  const metrics = { proxy: proxyMetrics, runtime: runtimeMetrics };
  const version = manifest.version;
  // Before it says that it runs: whoever waits for that may stop it at once.
  const stopAsked = firstSignal();
  const standalone = await startStandalone({
    host,
    port,
    config,
    seed,
    metrics,
    version,
    log,
    look: lookWithSs,
  });
  await stopAsked;
  log.info({ event: 'stop' }, 'Shutdown started');
  await standalone.stop();
  log.info({ event: 'stopped' }, 'Shutdown finished');
  // Nothing is open any more, but a name that is still being looked up would hold up the end.
  process.exit(0);
}

function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    for (const [signal, exitCode] of Object.entries(SIGNALS)) {
      process.on(signal, () => {
        if (stopping) process.exit(exitCode);
        stopping = true;
        resolve();
      });
    }
  });
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected ${option} to be a whole number from 0 to ${String(most)}, got \`${text}\``,
  );
}
