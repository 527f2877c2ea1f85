import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { useRoving } from '../parts/use-roving.ts';

/** Goes through the rows of a table's body, by hand or with keys; `point` hears which row is meant. */
export function useWalk(length: number, point: (place: number | undefined) => void) {
  /** The row that was focused last. */
  const [current, setCurrent] = useState<number | undefined>();
  const { list, tabIndex } = useRoving(length);
  return {
    ...{ current, tabIndex },
    /** For the table's body. */
    handlers: {
      onKeyDown: list.onKeyDown,
      onFocusIn: (event: TargetedEvent<HTMLElement, FocusEvent>) => {
        list.onFocusIn(event);
        setCurrent(placeOf(event));
        point(placeOf(event));
      },
      onFocusOut: () => point(undefined),
      onMouseOver: (event: MouseEvent) => point(placeOf(event)),
      onMouseLeave: () => point(undefined),
    },
  };
}

function placeOf({ target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest('[data-place]') : null;
  return row ? Number(row.getAttribute('data-place')) : undefined;
}
