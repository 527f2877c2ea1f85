import { connectionsOf, type Connection } from './connections.ts';
import type { LadderFacts } from './facts.ts';
import { lacksOf } from './lacks.ts';
import type { Rung } from './rung.ts';
import { rungsOf } from './rungs.ts';

/** What a scenario's hosts sent each other. */
export interface Ladder {
  /** In order of time. */
  readonly rungs: readonly Rung[];
  readonly connections: readonly Connection[];
  /** What may be missing, and why, each a sentence. */
  readonly lacks: readonly string[];
}

export function ladderOf(facts: LadderFacts): Ladder {
  const rungs = rungsOf(facts);
  return { rungs, connections: connectionsOf(rungs), lacks: lacksOf(facts, rungs) };
}
