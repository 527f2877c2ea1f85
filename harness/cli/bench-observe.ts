import { ensureHostImage } from '../backend/docker/host-image.ts';
import { machineFacts } from '../bench/machine.ts';
import { aimsOf, slowMachine } from '../bench/observe/aims.ts';
import { FULL } from '../bench/observe/amounts.ts';
import { figuresOfRounds } from '../bench/observe/figures.ts';
import { report } from '../bench/observe/report.ts';
import { run } from '../bench/observe/run.ts';
import { positiveNumber } from './positive-number.ts';

/** `halfclose bench observe`: how soon a change of state is known, and what watching costs. */
export async function benchObserve(options: { rounds: string; json?: true }): Promise<void> {
  const rounds = positiveNumber('--rounds', options.rounds);
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  // Where no engine answers, its figures say so.
  await ensureHostImage({ onProgress: tell }).catch(() => undefined);
  const results = await run({ amounts: FULL, rounds, tell });
  const figures = figuresOfRounds(results);
  const [machine, aims, note] = [machineFacts(), aimsOf(results), slowMachine(results)];
  if (options.json) {
    const result = { bench: 'observe', rounds, machine, figures, aims, note };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(
    `medians over ${String(rounds)} rounds (min to max), kernel ${machine.kernel}, ${String(machine.cores)} cores\n`,
  );
  process.stdout.write(report(figures, aims, note));
}
