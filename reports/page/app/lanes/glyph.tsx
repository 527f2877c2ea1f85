import type { MarkKind } from '../../../lanes/lane.ts';

/** Drawn on 16 by 16, with lines of the text's colour. */
const PATHS: Readonly<Record<MarkKind, string>> = {
  call: 'M4 3l9 5-9 5z',
  step: 'M8 2l6 6-6 6-6-6z',
  held: 'M2 8l4 4 8-9',
  failed: 'M3 3l10 10M13 3L3 13',
  unproven: 'M5 6a3 3 0 1 1 4 3q-1 .4-1 2M8 13.5v.5',
  event: 'M8 4a4 4 0 1 0 .01 0z',
  data: 'M8 2v8M4 7l4 4 4-4M3 14h10',
  end: 'M2 8h8M7 5l3 3-3 3M13 2v12',
  error: 'M8 2v7M8 13v.5',
  broke: 'M8 1.5a6.5 6.5 0 1 0 .01 0zM5.5 5.5l5 5M10.5 5.5l-5 5',
  reset: 'M9 1L4 9h4l-1 6 6-8H9z',
  again: 'M13 8a5 5 0 1 1-2-4M11 1v3.4H7.6',
  segment: 'M2 4h12v8H2zM2 4l6 5 6-5',
  counter: 'M3 13V9M8 13V3M13 13V6',
};

const FILLED: readonly MarkKind[] = ['call', 'reset', 'event'];

export function Glyph({ kind }: { readonly kind: MarkKind }) {
  return (
    <svg
      class={`lanes-glyph${FILLED.includes(kind) ? ' lanes-filled' : ''}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={PATHS[kind]} />
    </svg>
  );
}
