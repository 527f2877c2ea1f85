import type { Standing } from '../../../states/standing.ts';

/** How something stands, in words with its sign. */
export function StandingText({ standing: { key, sign, text } }: { readonly standing: Standing }) {
  return (
    <span class={`states-standing states-${key}`}>
      <span aria-hidden="true">{sign}</span>
      {'\u00a0'}
      {text}
    </span>
  );
}
