import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Scale } from '../../../lanes/scale.ts';

/**
 * Scrolls the box sideways, never the page, to an instant that was chosen elsewhere: what is pointed at or has the focus
 * in the box itself is in view already, and must not move under the pointer.
 */
export function useInstantInView(
  box: RefObject<HTMLElement | null>,
  instant: number | undefined,
  scale: Scale,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element || instant === undefined || element.matches(':hover, :focus-within')) return;
    const cursor = element.querySelector('.lanes-cursor')?.getBoundingClientRect();
    const names = element.querySelector('.lanes-name')?.getBoundingClientRect();
    const { right } = element.getBoundingClientRect();
    if (!cursor || !names || (cursor.left > names.right && cursor.left < right)) return;
    element.scrollLeft += cursor.left - (names.right + right) / 2;
  }, [box, instant, scale]);
}
