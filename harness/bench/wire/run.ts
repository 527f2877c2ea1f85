import { MEASUREMENT_DEADLINE_MS, within } from '../load/deadline.ts';
import { inTurn, type Values } from '../values.ts';
import type { Amounts } from './amounts.ts';
import type { Contender, ContenderName } from './contenders.ts';

export interface Run {
  readonly contenders: readonly Contender[];
  readonly amounts: Amounts;
  readonly rounds: number;
  readonly tell: (line: string) => void;
}

/** What each round gave, by the contender's name. */
export type Rounds = Readonly<Record<ContenderName, readonly Values[]>>;

/** All contenders, one at a time and each first in its turn. Leaves no process and no namespace behind. */
export async function run({ contenders, amounts, rounds, tell }: Run): Promise<Rounds> {
  const results: Record<ContenderName, Values[]> = {
    ...{ plain: [], noRule: [], otherRule: [], queued: [], delay: [], netem: [] },
  };
  for (let round = 0; round < rounds; round++) {
    for (const contender of inTurn(contenders, round)) {
      tell(`round ${String(round + 1)} of ${String(rounds)}: ${contender.name}`);
      results[contender.name].push(await measure(contender, amounts));
    }
  }
  return results;
}

async function measure(contender: Contender, amounts: Amounts): Promise<Values> {
  const running = await contender.start();
  try {
    return await within(MEASUREMENT_DEADLINE_MS, contender.name, running.measure(amounts));
  } finally {
    await running.end();
  }
}
