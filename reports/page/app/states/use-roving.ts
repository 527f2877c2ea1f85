import type { TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Of many links in one element only one is a stop of the Tab key; the arrow keys, Home and End lead to the others. */
export function useRoving<Item>(items: readonly Item[]) {
  const [current, setCurrent] = useState<Item | undefined>(items[0]);
  return {
    tabIndexOf: (item: Item) => (item === current ? 0 : -1),
    onFocus: setCurrent,
    onKeyDown: (event: TargetedKeyboardEvent<SVGSVGElement>) => {
      const links = [...event.currentTarget.querySelectorAll<SVGAElement>('a')];
      const next = placeAfter(
        event.key,
        links.findIndex((link) => link === event.target),
        links.length,
      );
      if (next === undefined) return;
      event.preventDefault();
      links[next]?.focus();
    },
  };
}

function placeAfter(key: string, place: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : (place + step + count) % count;
}
