import type { Evidence } from '../../harness/model/evidence.ts';
import { connectionsOf, type Connection } from './connections.ts';
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

export function ladderOf(evidence: Pick<Evidence, 'timeline' | 'hosts' | 'trace'>): Ladder {
  const rungs = rungsOf(evidence);
  return { rungs, connections: connectionsOf(rungs), lacks: lacksOf(evidence, rungs) };
}
