import type { ComponentChildren } from 'preact';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import { durationText } from '../../../time-text.ts';
import { momentText } from '../../../overview/run-line.ts';
import type { ScenarioHead } from '../../data/page-index.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';

interface ScenarioHeadingProps {
  readonly head: ScenarioHead;
  /** Undefined while it is opened. */
  readonly evidence: Evidence | undefined;
}

export function ScenarioHeading({ head, evidence }: ScenarioHeadingProps) {
  const { name, outcome, flaky, backend, file, tags, durationMs, startedAt } = head;
  const line = evidence?.scenario.line;
  const kernels = new Set(evidence?.hosts.map(({ versions }) => versions.kernel));
  return (
    <div class="scenario-heading">
      <h1>{name}</h1>
      <p class="scenario-badges">
        <OutcomeBadge outcome={outcome} />
        {flaky && <OutcomeBadge outcome="flaky" />}
        <span class="mono">{line === undefined ? file : `${file}:${line}`}</span>
        {tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </p>
      <dl class="scenario-facts">
        <Fact name="Backend">{backend}</Fact>
        <Fact name="Took">{durationText(durationMs)}</Fact>
        <Fact name="Started">{momentText(startedAt)}</Fact>
        {evidence && <Fact name="Seed">{evidence.seed}</Fact>}
        {kernels.size > 0 && <Fact name="Kernel">{[...kernels].join(', ')}</Fact>}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
