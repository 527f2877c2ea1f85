import { useMemo } from 'preact/hooks';
import { endText } from '../../../ladder/connections.ts';
import type { Row } from '../../../ladder/rows.ts';
import { flagsText, happenedAt, kindText, lengthText, numbersText, timeText } from '../../../ladder/words.ts';
import { lasting } from '../../../time-text.ts';
import { Arrow, Lifelines } from './arrow.tsx';

interface RowProps {
  readonly row: Row;
  readonly place: number;
  readonly columns: readonly string[];
  readonly withPorts: boolean;
  readonly isLit: boolean;
  readonly isChosen: boolean;
  readonly tabIndex: number;
}

/** Hundreds of rows are there while one instant after the other is lit: only rows that change are made anew. */
export function LadderRow(props: RowProps) {
  const { row, place, columns, withPorts, isLit, isChosen, tabIndex } = props;
  return useMemo(
    () => (
      <>
        {row.pauseMs !== undefined && <PauseRow ms={row.pauseMs} columns={columns} />}
        <SegmentRow {...props} />
      </>
    ),
    [row, place, columns, withPorts, isLit, isChosen, tabIndex],
  );
}

function SegmentRow({ row, place, columns, withPorts, isLit, isChosen, tabIndex }: RowProps) {
  const { rung, at, kind } = row;
  return (
    <tr
      data-place={place}
      data-rove
      class={isLit ? 'ladder-lit' : undefined}
      tabIndex={tabIndex}
      aria-current={isChosen ? 'true' : undefined}
    >
      <th scope="row" class="ladder-time">
        {timeText(at)}
      </th>
      <Spoken rung={rung} />
      <td class="ladder-drawn">
        <svg class="ladder-svg" aria-hidden="true">
          <Lifelines count={columns.length} />
          <Arrow {...{ rung, kind, columns, withPorts }} />
        </svg>
      </td>
      <td class="ladder-what">{happenedAt(row).join('; ')}</td>
    </tr>
  );
}

/** What a screen reader has in place of the drawing. */
function Spoken({ rung }: Pick<Row, 'rung'>) {
  const texts = [
    endText(rung.sender, rung.from),
    endText(rung.receiver, rung.to),
    [flagsText(rung), kindText(rung)].filter(Boolean).join(', '),
    numbersText(rung),
    lengthText(rung),
  ];
  return (
    <>
      {texts.map((text, index) => (
        <td key={index} class="ladder-spoken">
          <span class="hidden">{text}</span>
        </td>
      ))}
    </>
  );
}

function PauseRow({ ms, columns }: { readonly ms: number; readonly columns: readonly string[] }) {
  return (
    <tr class="ladder-pause-row">
      <th scope="row" class="ladder-time">
        … {lasting(ms)}
      </th>
      <td colSpan={5} class="ladder-spoken" />
      <td class="ladder-drawn">
        <svg class="ladder-svg" aria-hidden="true">
          <Lifelines count={columns.length} />
        </svg>
      </td>
      <td />
    </tr>
  );
}
