import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { placeAfter, type Place } from '../../../lanes/roving.ts';
import type { Thing } from '../../../lanes/things.ts';
import { elementAt, placeOf } from './place-of.ts';

/**
 * One thing is a stop of the Tab key, and arrow keys lead to the others. `onShow` is called for what is pointed at, else
 * for what has the focus; with undefined for nothing.
 */
export function useRoving(
  box: RefObject<HTMLElement | null>,
  things: readonly (readonly Thing[])[],
  onShow: (thing: Thing | undefined) => void,
) {
  const [chosen, setChosen] = useState<Place | undefined>();
  const thingAt = (place: Place | undefined) => place && things[place.lane]?.[place.thing];
  const stop = thingAt(chosen) ? chosen : firstOf(things);
  const on = {
    onFocusIn: ({ target }: FocusEvent) => {
      setChosen(placeOf(target));
      onShow(thingAt(placeOf(target)));
    },
    onFocusOut: () => onShow(undefined),
    onKeyDown: (event: KeyboardEvent) => {
      const place = stop && placeAfter(event.key, stop, things);
      if (!place) return;
      event.preventDefault();
      elementAt(box.current, place)?.focus();
    },
    onPointerOver: ({ target }: PointerEvent) => {
      const thing = thingAt(placeOf(target));
      if (thing) onShow(thing);
    },
    onPointerLeave: () => onShow(thingAt(placeOf(document.activeElement))),
  };
  return { stop, on };
}

function firstOf(things: readonly (readonly Thing[])[]): Place | undefined {
  const lane = things.findIndex(({ length }) => length > 0);
  return lane < 0 ? undefined : { lane, thing: 0 };
}
