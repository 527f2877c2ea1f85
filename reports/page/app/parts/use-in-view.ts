import { useLayoutEffect, useRef } from 'preact/hooks';

/** A box that scrolls: at first it shows the member that the first of these selectors with any finds. */
export function useInView(...selectors: readonly string[]) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    const [member] = selectors.flatMap((selector) => current?.querySelector<HTMLElement>(selector) ?? []);
    if (current && member) current.scrollTop = member.offsetTop - current.clientHeight / 3;
  }, []);
  return box;
}
