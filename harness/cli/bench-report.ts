import { aimLines, type Aim } from '../bench/aim.ts';
import { machineFacts } from '../bench/machine.ts';
import { measure } from '../bench/report/measure.ts';
import { BenchPages, type Amount } from '../bench/report/pages.ts';
import { aligned, cell, figuresOf, inTurn, type Figures, type Values } from '../bench/values.ts';
import { positiveNumber } from './positive-number.ts';

/** As large as a run that a reader goes through is: 20,000 events. */
const AMOUNT: Amount = { scenarios: 200, events: 100 };
const CONTENDERS = ['report', 'plain'] as const;
const READY_WITHIN_MS = 2_000;

const TITLES: Readonly<Record<string, string>> = {
  ready: 'run shown after, ms',
  opening: 'scenario shown after, ms',
  frameOfList: 'longest frame in the list, ms',
  frameOfScenario: 'longest frame in a scenario, ms',
  size: 'size, MB',
};

type Contender = (typeof CONTENDERS)[number];

/** `halfclose bench report`: the report of 200 scenarios and 20,000 events, beside a page that lists the same as plain text. */
export async function benchReport(options: { rounds: string; json?: true }): Promise<void> {
  const rounds = positiveNumber('--rounds', options.rounds);
  const figures = await figuresOfRounds(rounds);
  const aims = [aimOf(figures.report)];
  const machine = machineFacts();
  if (options.json) {
    const result = { bench: 'report', rounds, machine, amount: AMOUNT, figures, aims };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    return;
  }
  const lines = Object.entries(TITLES).map(([name, title]) => [
    title,
    ...CONTENDERS.map((each) => cell(figures[each], name)),
  ]);
  process.stdout.write(
    `medians over ${rounds} rounds (min to max), kernel ${machine.kernel}, ${machine.cores} cores\n`,
  );
  process.stdout.write(`${aligned([['', ...CONTENDERS], ...lines])}\n${aimLines(aims)}`);
}

async function figuresOfRounds(rounds: number): Promise<Readonly<Record<Contender, Figures>>> {
  using pages = new BenchPages(AMOUNT);
  const values: Record<Contender, Values[]> = { report: [], plain: [] };
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    for (const name of inTurn(CONTENDERS, round)) {
      const size = pages.bytesOf(pages[name]) / 1e6;
      values[name].push({ ...(await measure(pages[name], round % AMOUNT.scenarios)), size });
    }
  }
  return { report: figuresOf(values.report), plain: figuresOf(values.plain) };
}

function aimOf({ ready }: Figures): Aim {
  const isMeasured = ready !== undefined && typeof ready !== 'string';
  return {
    aim: `200 scenarios with 20,000 events are shown within ${READY_WITHIN_MS} ms`,
    measured: isMeasured ? `${ready.median} ms` : 'not run',
    met: isMeasured ? ready.median <= READY_WITHIN_MS : undefined,
  };
}
