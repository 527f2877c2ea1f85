import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Scrolls the box, and nothing else, to the row that is lit, unless the reader is in the box. */
export function useLitInView(box: RefObject<HTMLElement | null>, lit: number | undefined): void {
  useEffect(() => {
    const { current } = box;
    const row = current?.querySelector<HTMLElement>(`[data-place="${String(lit)}"]`);
    if (!current || !row || current.matches(':hover, :focus-within')) return;
    const [outer, inner] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
    const head = current.querySelector('thead')?.getBoundingClientRect().height ?? 0;
    if (inner.top < outer.top + head) current.scrollTop -= outer.top + head - inner.top;
    else if (inner.bottom > outer.bottom) current.scrollTop += inner.bottom - outer.bottom;
  }, [box, lit]);
}
