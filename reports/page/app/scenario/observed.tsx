import type { Evidence } from '../../../../harness/model/evidence.ts';
import {
  completenessText,
  hostSources,
  traceState,
  type HostSources,
  type SourceState,
} from '../../../scenario-text/observed.ts';
import { Section } from '../parts/section.tsx';

/** What there was to look with, what of it was off or lost something, and why. */
export function Observed({ evidence }: { readonly evidence: Evidence }) {
  return (
    <Section title="How it was observed">
      <p class="scenario-observed">
        Kernel's trace <Source source={traceState(evidence)} />. {completenessText(evidence)}
      </p>
      <div class="scroll">
        <table class="table">
          <thead>
            <tr>
              {['Host', 'Looks with ss', 'Ends from ss -E', 'Capture', 'Wire', 'Clock'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hostSources(evidence).map((sources) => (
              <HostRow key={sources.host} sources={sources} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function HostRow({
  sources: { host, looks, ends, capture, wire, clock },
}: {
  readonly sources: HostSources;
}) {
  return (
    <tr>
      <th scope="row">{host}</th>
      {[looks, ends, capture, wire].map((source, place) => (
        <td key={place}>
          <Source source={source} />
        </td>
      ))}
      <td>{clock}</td>
    </tr>
  );
}

const GLYPHS = { on: '', off: '○ ', lost: '⚠ ' } as const;

function Source({ source: { state, text } }: { readonly source: SourceState }) {
  return (
    <span class={`scenario-source-${state}`}>
      <span aria-hidden="true">{GLYPHS[state]}</span>
      {text}
    </span>
  );
}
