import { useMemo, useRef, useState } from 'preact/hooks';
import { columnsOf } from '../../../ladder/columns.ts';
import type { Connection } from '../../../ladder/connections.ts';
import { nearestRow, rowsOf, type Row } from '../../../ladder/rows.ts';
import type { Rung } from '../../../ladder/rung.ts';
import { More } from '../parts/more.tsx';
import { usePages } from '../parts/use-pages.ts';
import { LadderHead } from './ladder-head.tsx';
import { LadderRow } from './ladder-row.tsx';
import { RungDetails } from './rung-details.tsx';
import { useLitInView } from './use-lit-in-view.ts';
import { useWalk } from './use-walk.ts';

const ROWS_AT_ONCE = 200;

interface TableProps {
  readonly rungs: readonly Rung[];
  readonly connections: readonly Connection[];
  readonly instant: number | undefined;
  readonly onInstant: (instant: number | undefined) => void;
}

/** A table of segments in a box of its own, and the chosen one in full below. */
export function LadderTable({ rungs, connections, instant, onInstant }: TableProps) {
  const pages = usePages(ROWS_AT_ONCE);
  const rows = useMemo(() => rowsOf(rungs), [rungs]);
  const shown = useMemo(() => rows.slice(0, pages.most), [rows, pages.most]);
  const columns = useMemo(() => columnsOf(connections), [connections]);
  const { lit, current, tabIndex, handlers } = useLit(rows, shown.length, instant, onInstant);
  const box = useRef<HTMLDivElement>(null);
  useLitInView(box, lit);
  const shared = { columns, withPorts: connections.length > 1 };
  return (
    <>
      <div class="ladder-box" ref={box}>
        <table class="ladder-table" style={{ '--ladder-hosts': columns.length }}>
          <LadderHead columns={columns} />
          <tbody {...handlers}>
            {shown.map((row, place) => (
              <LadderRow
                key={place}
                {...{ row, place, ...shared, tabIndex: tabIndex(place) }}
                isLit={place === lit}
                isChosen={place === current}
              />
            ))}
          </tbody>
        </table>
      </div>
      <More pages={pages} all={rows.length} what="rows">
        {(lit ?? 0) >= shown.length && 'What happened nearest to this instant is not among them.'}
      </More>
      <RungDetails row={current === undefined ? undefined : rows[current]} />
    </>
  );
}

/** Which row is lit, be it shown or not: of several at the same instant the one that is pointed at. */
function useLit(
  rows: readonly Row[],
  shown: number,
  instant: number | undefined,
  onInstant: TableProps['onInstant'],
) {
  const [pointed, setPointed] = useState<number | undefined>();
  const walk = useWalk(shown, (place) => {
    setPointed(place);
    onInstant(place === undefined ? undefined : rows[place]?.at);
  });
  const isPointed = pointed !== undefined && rows[pointed]?.at === instant;
  const nearest = useMemo(() => nearestRow(rows, instant), [rows, instant]);
  return { ...walk, lit: isPointed ? pointed : nearest };
}
