import type { Verdict } from '../../../../harness/model/verdict.ts';
import type { Outcome } from '../../../outcome.ts';

/** By colour, by a glyph and by its word. An expectation that held is shown as a scenario that passed. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome | 'flaky' }) {
  return <Badge look={outcome} text={outcome} />;
}

export function VerdictBadge({ verdict }: { readonly verdict: Verdict | 'not held' }) {
  const look = verdict === 'held' ? 'passed' : verdict === 'unproven' ? 'unproven' : 'failed';
  return <Badge look={look} text={verdict} />;
}

const GLYPHS = { passed: '✓', failed: '✕', unproven: '?', interrupted: '‖', flaky: '≈' } as const;

function Badge({ look, text }: { readonly look: keyof typeof GLYPHS; readonly text: string }) {
  return (
    <span class={`badge badge-${look}`}>
      <span aria-hidden="true" class="badge-glyph">
        {GLYPHS[look]}
      </span>
      {text}
    </span>
  );
}
