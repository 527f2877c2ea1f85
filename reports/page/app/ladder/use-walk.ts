import type { TargetedEvent, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { stepFrom, type Row } from '../../../ladder/rows.ts';

type Body = HTMLTableSectionElement;

export interface Walk {
  /** The row that was focused last. */
  readonly current: number | undefined;
  /** For the table's body. */
  readonly handlers: {
    readonly onKeyDown: (event: TargetedKeyboardEvent<Body>) => void;
    readonly onFocusIn: (event: TargetedEvent<Body>) => void;
    readonly onFocusOut: () => void;
    readonly onMouseOver: (event: TargetedEvent<Body>) => void;
    readonly onMouseLeave: () => void;
  };
}

/** Goes through the rows of a table's body with arrow keys, Home and End; `point` hears which row is meant. */
export function useWalk(rows: readonly Row[], point: (place: number | undefined) => void): Walk {
  const [current, setCurrent] = useState<number | undefined>();
  return {
    current,
    handlers: {
      onKeyDown: (event) => {
        const next = stepFrom(rows, placeOf(event), event.key);
        if (next === undefined) return;
        event.preventDefault();
        event.currentTarget.querySelector<HTMLElement>(`[data-place="${String(next)}"]`)?.focus();
      },
      onFocusIn: (event) => {
        setCurrent(placeOf(event));
        point(placeOf(event));
      },
      onFocusOut: () => point(undefined),
      onMouseOver: (event) => point(placeOf(event)),
      onMouseLeave: () => point(undefined),
    },
  };
}

function placeOf({ target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest('[data-place]') : null;
  return row ? Number(row.getAttribute('data-place')) : undefined;
}
