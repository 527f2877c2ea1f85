import { durationText } from '../../../time-text.ts';
import { plainText } from '../../../scenario-text/plain-text.ts';
import type { ScenarioHead } from '../../data/page-index.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { scenarioLink } from '../route.ts';

interface ScenarioRowProps {
  readonly head: ScenarioHead;
  readonly number: number;
  readonly query: URLSearchParams;
  readonly tabIndex: number;
}

export function ScenarioRow({ head, number, query, tabIndex }: ScenarioRowProps) {
  const { name, topic, backend, outcome, flaky, durationMs, tags, error } = head;
  return (
    <tr>
      <td class="overview-outcome">
        <OutcomeBadge outcome={outcome} />
        {flaky && <OutcomeBadge outcome="flaky" />}
      </td>
      <td class="overview-name">
        <a href={scenarioLink(number, query)} data-rove tabIndex={tabIndex}>
          {name}
        </a>
        {tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
        {outcome !== 'passed' && error !== undefined && <p class="overview-error">{plainText(error)}</p>}
      </td>
      <td>{topic}</td>
      <td>{backend}</td>
      <td class="number">{durationText(durationMs)}</td>
    </tr>
  );
}
