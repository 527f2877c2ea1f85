import { machineFacts } from '../bench/machine.ts';
import { figuresOf, type Figures } from '../bench/values.ts';
import { aimsOf } from '../bench/wire/aims.ts';
import { FULL } from '../bench/wire/amounts.ts';
import { CONTENDERS, type ContenderName } from '../bench/wire/contenders.ts';
import { report } from '../bench/wire/report.ts';
import { run } from '../bench/wire/run.ts';
import { positiveNumber } from './positive-number.ts';

/** `halfclose bench wire`: what faults on the wire cost, and how exact they are, on the netns backend. */
export async function benchWire(options: { rounds: string; json?: true }): Promise<void> {
  const rounds = positiveNumber('--rounds', options.rounds);
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const results = await run({ contenders: CONTENDERS, amounts: FULL, rounds, tell });
  const each = Object.entries(results).map(([name, values]) => [name, figuresOf(values)]);
  const figures = Object.fromEntries(each) as Record<ContenderName, Figures>;
  const [machine, aims] = [machineFacts(), aimsOf(results)];
  if (options.json) {
    const result = { bench: 'wire', rounds, machine, figures, aims };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(
    `medians over ${String(rounds)} rounds (min to max), kernel ${machine.kernel}, ${String(machine.cores)} cores\n`,
  );
  process.stdout.write(report(figures, aims));
}
