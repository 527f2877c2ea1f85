import { useMemo, useState } from 'preact/hooks';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import { endsKey } from '../../../ladder/connections.ts';
import { ladderOf } from '../../../ladder/ladder-of.ts';
import { ConnectionFilter } from './connection-filter.tsx';
import { LadderTable } from './ladder-table.tsx';
import './ladder.css';

export interface LadderProps {
  readonly evidence: Evidence;
  /** The instant that is lit, in milliseconds since the scenario began. */
  readonly instant: number | undefined;
  readonly onInstant: (instant: number | undefined) => void;
}

/** What the hosts sent each other, segment by segment, and what became of it. */
export function Ladder({ evidence, instant, onInstant }: LadderProps) {
  const ladder = useMemo(() => ladderOf(evidence), [evidence]);
  /** The key of the only connection that is shown; none: all are. */
  const [chosen, choose] = useState('');
  const shown = useMemo(() => {
    const { rungs, connections } = ladder;
    return {
      rungs: rungs.filter((rung) => chosen === '' || endsKey(rung) === chosen),
      connections: connections.filter(({ key }) => chosen === '' || key === chosen),
    };
  }, [ladder, chosen]);
  return (
    <section class="ladder" aria-labelledby="ladder-title">
      <h2 id="ladder-title">Ladder</h2>
      {ladder.lacks.map((lack) => (
        <p key={lack}>{lack}</p>
      ))}
      {ladder.connections.length > 1 && (
        <ConnectionFilter connections={ladder.connections} chosen={chosen} onChoose={choose} />
      )}
      {shown.rungs.length === 0 ? (
        <p>No segment was observed.</p>
      ) : (
        <LadderTable key={chosen} {...shown} instant={instant} onInstant={onInstant} />
      )}
    </section>
  );
}
