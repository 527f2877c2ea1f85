import type { Evidence } from '../../../../harness/model/evidence.ts';
import { sourceLines, type SourceLine } from '../../../scenario-text/source-lines.ts';
import { Section } from '../parts/section.tsx';
import { useInView } from '../parts/use-in-view.ts';
import './source.css';

const MARKS = { failed: '✕ failed here', declared: 'declared here' } as const;

/** The scenario's file in a box of its own, which shows the line where it failed, or else where it is declared. */
export function SourceView({ evidence }: { readonly evidence: Evidence }) {
  const box = useInView('[data-mark=failed]', '[data-mark=declared]');
  const lines = sourceLines(evidence);
  if (lines.length === 0) return null;
  return (
    <Section title="Source">
      <p class="mono faint source-file">{evidence.scenario.file}</p>
      <div class="source" ref={box} tabIndex={0} role="region" aria-label="Source of the scenario">
        {lines.map((line) => (
          <Line key={line.number} line={line} />
        ))}
      </div>
    </Section>
  );
}

function Line({ line: { number, parts, mark } }: { readonly line: SourceLine }) {
  return (
    <div class="source-line" data-mark={mark}>
      <span class="source-number">{number}</span>
      <code>
        {parts.map(({ kind, text }, place) => (
          <span key={place} class={`source-${kind}`}>
            {text}
          </span>
        ))}
      </code>
      {mark && <span class="source-mark">{MARKS[mark]}</span>}
    </div>
  );
}
