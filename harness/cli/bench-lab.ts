import { ensureHostImage } from '../backend/docker/host-image.ts';
import { figuresOf, ratios, type Figures } from '../bench/lab/figures.ts';
import { ordinary } from '../bench/lab/ordinary.ts';
import { firstLabs, labsOfOneFile } from '../bench/lab/ours.ts';
import { machineFacts } from '../bench/machine.ts';
import { runRound, type Contender, type Round } from '../bench/lab/rounds.ts';
import { backendNamed } from '../scenario/backends.ts';
import { positiveNumber } from './positive-number.ts';

/** `halfclose bench lab`: both backends against the ordinary way, in one run. */
export async function benchLab(options: { rounds: string; json?: true }): Promise<void> {
  const rounds = positiveNumber('--rounds', options.rounds);
  const { image } = await ensureHostImage({ onProgress: tell });
  const backends = [backendNamed('netns'), backendNamed('docker')];
  for (const backend of backends) await backend.check();
  const groups = async (): Promise<Contender[][]> => [
    [await ordinary(image), ...backends.map(firstLabs)],
    // By itself: the kernel's trace runs on for as long as a file does, and a first lab would find it running.
    ...backends.map((backend) => [labsOfOneFile(backend)]),
  ];
  tell('warming up, one round of each');
  await runGroups(await groups(), 1, () => undefined);
  const results = await runGroups(await groups(), rounds, tell);
  report(new Map([...results].map(([name, each]) => [name, figuresOf(each)])), rounds, options.json === true);
}

type Results = Map<string, Round[]>;

async function runGroups(groups: Contender[][], rounds: number, onProgress: (line: string) => void) {
  const results: Results = new Map(groups.flat().map(({ name }) => [name, []]));
  for (const group of groups) {
    const names = group.map(({ name }) => name).join(', ');
    try {
      for (let round = 1; round <= rounds; round++) {
        onProgress(`round ${String(round)} of ${String(rounds)}: ${names}`);
        for (const contender of group) results.get(contender.name)?.push(await runRound(contender));
      }
    } finally {
      for (const contender of group) await contender.end();
    }
  }
  return results;
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
