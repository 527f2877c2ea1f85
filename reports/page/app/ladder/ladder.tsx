import { useMemo, useState } from 'preact/hooks';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import { counted } from '../../../../harness/model/explanation/words.ts';
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
    <section class="section ladder" aria-labelledby="ladder-title">
      <h2 id="ladder-title">Ladder</h2>
      {ladder.lacks.map((lack) => (
        <p key={lack}>{lack}</p>
      ))}
      <p class="ladder-filter">
        {ladder.connections.length > 1 && (
          <ConnectionFilter connections={ladder.connections} chosen={chosen} onChoose={choose} />
        )}
        <span role="status">{countText(shown.rungs.length)}</span>
      </p>
      {shown.rungs.length > 0 && (
        <LadderTable key={chosen} {...shown} instant={instant} onInstant={onInstant} />
      )}
    </section>
  );
}

function countText(segments: number): string {
  return segments === 0 ? 'No segment was observed.' : counted(segments, 'segment');
}
