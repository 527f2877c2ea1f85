import type { TargetedMouseEvent } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { columnsOf } from '../../../ladder/columns.ts';
import type { Connection } from '../../../ladder/connections.ts';
import { countRows, nearestRow, rowsOf, type Row } from '../../../ladder/rows.ts';
import type { Rung } from '../../../ladder/rung.ts';
import { LadderHead } from './ladder-head.tsx';
import { LadderRow } from './ladder-row.tsx';
import { RungDetails } from './rung-details.tsx';
import { useLitInView } from './use-lit-in-view.ts';
import { PAGE, usePages } from './use-pages.ts';
import { useWalk } from './use-walk.ts';

interface TableProps {
  readonly rungs: readonly Rung[];
  readonly connections: readonly Connection[];
  readonly instant: number | undefined;
  readonly onInstant: (instant: number | undefined) => void;
}

/** A table of segments in a box of its own, and the chosen one in full below. */
export function LadderTable({ rungs, connections, instant, onInstant }: TableProps) {
  const { most, showMore } = usePages();
  const rows = useMemo(() => rowsOf(rungs, most), [rungs, most]);
  const columns = useMemo(() => columnsOf(connections), [connections]);
  const left = useMemo(() => Math.max(0, countRows(rungs) - most), [rungs, most]);
  const { lit, current, handlers } = useLit(rows, instant, onInstant);
  const box = useRef<HTMLDivElement>(null);
  useLitInView(box, lit);
  const shared = { columns, withPorts: connections.length > 1 };
  return (
    <>
      <div class="ladder-box" ref={box}>
        <table class="ladder-table" style={{ '--ladder-hosts': columns.length }}>
          <LadderHead columns={columns} />
          <tbody {...handlers}>
            {rows.map((row, place) => (
              <LadderRow
                key={place}
                {...{ row, place, ...shared }}
                isLit={place === lit}
                isChosen={place === current}
                isInTabOrder={place === (current ?? 0)}
              />
            ))}
          </tbody>
        </table>
        {left > 0 && <MoreButton left={left} onClick={showMore} />}
      </div>
      <RungDetails row={current === undefined ? undefined : rows[current]} />
    </>
  );
}

/** Which row is lit: of several at the same instant the one that is pointed at. */
function useLit(rows: readonly Row[], instant: number | undefined, onInstant: TableProps['onInstant']) {
  const [pointed, setPointed] = useState<number | undefined>();
  const walk = useWalk(rows, (place) => {
    setPointed(place);
    onInstant(place === undefined ? undefined : rows[place]?.at);
  });
  const isPointed = pointed !== undefined && rows[pointed]?.at === instant;
  const nearest = useMemo(() => nearestRow(rows, instant), [rows, instant]);
  return { ...walk, lit: isPointed ? pointed : nearest };
}

function MoreButton({ left, onClick }: { readonly left: number; readonly onClick: () => void }) {
  const click = ({ currentTarget }: TargetedMouseEvent<HTMLButtonElement>) => {
    // After the last page there is no button any more that could keep the focus.
    if (left <= PAGE) {
      const rows = currentTarget.parentElement?.querySelectorAll<HTMLElement>('tr[data-place]');
      [...(rows ?? [])].at(-1)?.focus();
    }
    onClick();
  };
  return (
    <button type="button" class="ladder-more" onClick={click}>
      Show {Math.min(left, PAGE)} more of {left}
    </button>
  );
}
