import { inTurn, type Values } from '../values.ts';
import type { Amounts } from './amounts.ts';
import { measureStorm, STORMS, type StormName } from './storm.ts';
import { measureWatcher } from './watch.ts';
import { WATCHERS, type WatcherName } from './watchers.ts';

export interface Run {
  readonly amounts: Amounts;
  readonly rounds: number;
  readonly tell: (line: string) => void;
}

export type WayName = WatcherName | StormName;

/** What each round gave, by the way's name. */
export type Rounds = Readonly<Record<WayName, readonly Values[]>>;

/** All ways, one at a time and each first in its turn. Leaves no process and no namespace behind. */
export async function run({ amounts, rounds, tell }: Run): Promise<Rounds> {
  const results: Record<WayName, Values[]> = {
    ...{ trace: [], ss: [], dockerExec: [] },
    ...{ stormOff: [], stormTrace: [], stormSs: [], stormBoth: [] },
  };
  const measure = async (round: number, name: WayName, work: () => Promise<Values>) => {
    tell(`round ${String(round + 1)} of ${String(rounds)}: ${name}`);
    results[name].push(await work());
  };
  for (let round = 0; round < rounds; round++) {
    for (const watcher of inTurn(WATCHERS, round)) {
      await measure(round, watcher.name, () => measureWatcher(watcher, amounts));
    }
    for (const storm of inTurn(STORMS, round)) {
      await measure(round, storm.name, () => measureStorm(storm, amounts));
    }
  }
  return results;
}
