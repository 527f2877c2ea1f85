import { timesBetter } from '../figures.ts';
import type { Contender, ContenderName, Running } from './contenders.ts';
import { MEASUREMENT_DEADLINE_MS, within } from '../load/deadline.ts';
import { Load } from '../load/load.ts';
import { figuresOf, inTurn, type Figures, type Values } from '../values.ts';
import type { Measurement } from './measurement.ts';

export interface Outcome {
  readonly figures: Readonly<Partial<Record<ContenderName, Figures>>>;
  readonly versions: Readonly<Partial<Record<ContenderName, string | undefined>>>;
}

export interface Run {
  readonly contenders: readonly Contender[];
  readonly measurements: readonly Measurement[];
  readonly rounds: number;
  readonly tell: (line: string) => void;
}

/** All measurements, each of all contenders in turn, as many rounds as asked for. Leaves no process behind. */
export async function run({ contenders, measurements, rounds, tell }: Run): Promise<Outcome> {
  const results: Round[] = [];
  const load = await Load.start();
  try {
    for (let round = 0; round < rounds; round++) {
      const say = (what: string) => tell(`round ${String(round + 1)} of ${String(rounds)}: ${what}`);
      results.push(await runRound(inTurn(contenders, round), measurements, load, say));
    }
  } finally {
    await load.end();
  }
  const each = <T>(of: (name: ContenderName) => T) =>
    Object.fromEntries(contenders.map(({ name }) => [name, of(name)]));
  return {
    figures: each((name) => figuresOf(results.map((round) => round.get(name)?.values ?? {}))),
    versions: each((name) => results[0]?.get(name)?.running.version),
  };
}

type Round = ReadonlyMap<ContenderName, { readonly running: Running; readonly values: Values }>;

/** All contenders live through the round, so that each measurement finds all of them in the same weather. */
async function runRound(
  contenders: readonly Contender[],
  measurements: readonly Measurement[],
  load: Load,
  say: (what: string) => void,
): Promise<Round> {
  const round = new Map<ContenderName, { readonly running: Running; values: Values }>();
  try {
    for (const contender of contenders) {
      round.set(contender.name, { running: await contender.start(load.servers), values: {} });
    }
    for (const measurement of measurements) {
      say(measurement.title);
      for (const [name, each] of round) {
        const measuring = measurement.run(each.running.way, load);
        const values = await within(MEASUREMENT_DEADLINE_MS, `${measurement.title} of ${name}`, measuring);
        each.values = { ...each.values, ...values };
      }
    }
    return round;
  } finally {
    await Promise.all([...round.values()].map(({ running }) => running.end()));
  }
}

/** Ours against Toxiproxy, where there are figures of both. */
export function ratios(
  measurements: readonly Measurement[],
  ours: Figures,
  peer: Figures,
): Record<string, number> {
  const rows = measurements.flatMap(({ figures }) => figures);
  return Object.fromEntries(
    rows.flatMap(({ name, better }) => {
      const [one, other] = [ours[name], peer[name]];
      return typeof one === 'object' && typeof other === 'object'
        ? [[name, timesBetter(better, one, other)]]
        : [];
    }),
  );
}
