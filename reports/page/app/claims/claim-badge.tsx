import type { EntryVerdict } from '../../../claims/entries.ts';

const LOOKS: Readonly<Record<EntryVerdict, { readonly glyph: string; readonly look: string }>> = {
  holds: { glyph: '✓', look: 'badge-passed' },
  'holds with limits': { glyph: '◐', look: 'claims-differs' },
  'false here': { glyph: '✕', look: 'badge-failed' },
  obsolete: { glyph: '†', look: 'badge-interrupted' },
  unproven: { glyph: '?', look: 'badge-unproven' },
  contradictory: { glyph: '≠', look: 'badge-unproven' },
  'not tried': { glyph: '–', look: 'badge-interrupted' },
};

/** By colour, by a glyph and by its words. */
export function ClaimBadge({ verdict }: { readonly verdict: EntryVerdict }) {
  const { glyph, look } = LOOKS[verdict];
  return (
    <span class={`badge ${look}`}>
      <span aria-hidden="true" class="badge-glyph">
        {glyph}
      </span>
      {verdict}
    </span>
  );
}
