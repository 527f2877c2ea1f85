import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Pages } from './use-pages.ts';

interface MoreProps {
  readonly pages: Pages;
  readonly all: number;
  /** What they are, in the plural. */
  readonly what: string;
  /** What else there is to say of those that are not shown. */
  readonly children?: ComponentChildren;
}

/** Says how much of a long list is shown, and shows more of it. Nothing where the list was never too long. */
export function More({ pages: { most, step, showMore }, all, what, children }: MoreProps) {
  const line = useRef<HTMLParagraphElement>(null);
  if (all <= step) return null;
  const left = Math.max(0, all - most);
  const show = () => {
    // After the last page there is no button any more that could keep the focus.
    if (left <= step) line.current?.focus();
    showMore();
  };
  return (
    <p class="more" ref={line} tabIndex={-1}>
      {left > 0 ? `${most} of ${all} ${what} are shown.` : `All ${all} ${what} are shown.`}{' '}
      {left > 0 && (
        <button type="button" onClick={show}>
          Show {Math.min(step, left)} more
        </button>
      )}{' '}
      {children}
    </p>
  );
}
