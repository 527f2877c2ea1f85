import { ensureHostImage } from '../backend/docker/host-image.ts';
import { figuresOf, ratios, type Figures } from '../bench/lab/figures.ts';
import { ordinary } from '../bench/lab/ordinary.ts';
import { firstLab, nextLab } from '../bench/lab/ours.ts';
import { machineFacts } from '../bench/machine.ts';
import { runRound, type Round } from '../bench/lab/rounds.ts';
import { backendNamed } from '../scenario/backends.ts';
import { positiveNumber } from './positive-number.ts';

/** `halfclose bench lab`: both backends against the ordinary way, in turn, in one run. */
export async function benchLab(options: { rounds: string; json?: true }): Promise<void> {
  const rounds = positiveNumber('--rounds', options.rounds);
  const { image } = await ensureHostImage({ onProgress: tell });
  const backends = [backendNamed('netns'), backendNamed('docker')];
  for (const backend of backends) await backend.check();
  const contenders = [await ordinary(image), ...backends.map(firstLab), ...backends.map(nextLab)];
  const results = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    tell(round === 0 ? 'warming up, one round of each' : `round ${String(round)} of ${String(rounds)}`);
    for (const contender of contenders) {
      const result = await runRound(contender);
      if (round > 0) results.get(contender.name)?.push(result);
    }
  }
  report(new Map([...results].map(([name, each]) => [name, figuresOf(each)])), rounds, options.json === true);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function report(figures: ReadonlyMap<string, Figures>, rounds: number, json: boolean): void {
  const peer = figures.get('ordinary');
  const ours = [...figures].filter(([name]) => name !== 'ordinary');
  const timesFaster = Object.fromEntries(ours.map(([name, each]) => [name, peer ? ratios(peer, each) : {}]));
  const machine = machineFacts();
  if (json) {
    const result = { bench: 'lab', rounds, machine, figures: Object.fromEntries(figures), timesFaster };
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(
    `medians over ${String(rounds)} rounds (min to max), kernel ${machine.kernel}, ${String(machine.cores)} cores\n`,
  );
  for (const [name, each] of figures) {
    const cells = Object.entries(each).map(
      ([figure, { median, min, max }]) => `${figure} ${median} (${min} to ${max})`,
    );
    process.stdout.write(`${name.padEnd(16)} ${cells.join('  ')}\n`);
  }
  for (const [name, each] of Object.entries(timesFaster)) {
    const cells = Object.entries(each).map(([figure, times]) => `${figure} ${times} times`);
    process.stdout.write(`${name.padEnd(16)} against the ordinary way: ${cells.join('  ')}\n`);
  }
}
