import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface FoldProps {
  readonly summary: ComponentChildren;
  readonly children: () => ComponentChildren;
  /** Whether it is open at first. Default: no. */
  readonly open?: boolean;
}

/** What is made only once somebody wants to see it: a scenario may have thousands of rows. */
export function Fold({ summary, children, open = false }: FoldProps) {
  const [isOpen, setOpen] = useState(open);
  return (
    <details class="fold" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && <div class="fold-content">{children()}</div>}
    </details>
  );
}
