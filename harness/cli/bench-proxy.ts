import { machineFacts } from '../bench/machine.ts';
import { contenders } from '../bench/proxy/contenders.ts';
import { FULL, measurements } from '../bench/proxy/measurements/all.ts';
import { NO_TOXIPROXY, table } from '../bench/proxy/report.ts';
import { ratios, run } from '../bench/proxy/run.ts';
import { positiveNumber } from './positive-number.ts';

/** `halfclose bench proxy`: no proxy, ours and Toxiproxy, in turn, in one run. */
export async function benchProxy(options: { rounds: string; json?: true }): Promise<void> {
  const rounds = positiveNumber('--rounds', options.rounds);
  const measured = measurements(FULL);
  const { figures, versions } = await run({
    contenders: contenders(),
    measurements: measured,
    rounds,
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  const { direct = {}, ours = {}, toxiproxy } = figures;
  const timesBetter = toxiproxy ? ratios(measured, ours, toxiproxy) : {};
  const machine = { ...machineFacts(), toxiproxy: versions.toxiproxy ?? NO_TOXIPROXY };
  if (options.json) {
    const all = { direct, ours, toxiproxy: toxiproxy ?? NO_TOXIPROXY };
    const result = { bench: 'proxy', rounds, machine, figures: all, timesBetter };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(
    `medians over ${String(rounds)} rounds (min to max), kernel ${machine.kernel}, ${String(machine.cores)} cores\n`,
  );
  const rows = measured.flatMap((measurement) => measurement.figures);
  process.stdout.write(table(rows, { direct, ours, toxiproxy, timesBetter }));
}
