import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the middle of the box where it is when the zoom changes. Positions are parts of the width, so that a part stays
 * the same at any zoom.
 */
export function useSteadyScroll(box: RefObject<HTMLElement | null>, zoom: number): void {
  const middle = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    if (middle.current !== undefined)
      element.scrollLeft = middle.current * element.scrollWidth - element.clientWidth / 2;
    const note = () => {
      middle.current = (element.scrollLeft + element.clientWidth / 2) / element.scrollWidth;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, [box, zoom]);
}
