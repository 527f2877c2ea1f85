import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { isLit, type Thing } from '../../../lanes/things.ts';
import { elementAt } from './place-of.ts';

/**
 * Lights what an instant falls into. By hand: the pointer passes over many things in a second, and drawing rows of
 * thousands anew for each would be too slow.
 */
export function useLit(
  box: RefObject<HTMLElement | null>,
  things: readonly (readonly Thing[])[],
  instant: number | undefined,
): void {
  useEffect(() => {
    if (instant === undefined) return undefined;
    const lit = things.flatMap((row, lane) =>
      row.flatMap((each, thing) => (isLit(each, instant) ? [elementAt(box.current, { lane, thing })] : [])),
    );
    for (const element of lit) element?.classList.add('lanes-lit');
    return () => {
      for (const element of lit) element?.classList.remove('lanes-lit');
    };
  }, [box, things, instant]);
}
