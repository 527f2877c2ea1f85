import type { Load, PageIndex } from '../../data/page-index.ts';
import { UnknownPage } from '../frame/unknown-page.tsx';
import { EvidenceView } from './evidence-view.tsx';
import { OtherRuns } from './other-runs.tsx';
import { ScenarioHeading } from './scenario-heading.tsx';
import { ScenarioNavigation } from './scenario-navigation.tsx';
import { useEvidence } from './use-evidence.ts';
import './scenario.css';

interface ScenarioPageProps {
  readonly index: PageIndex;
  readonly load: Load;
  readonly number: number;
  /** What was chosen in the overview: Previous and Next stay among those. */
  readonly query: URLSearchParams;
}

export function ScenarioPage({ index, load, number, query }: ScenarioPageProps) {
  const opened = useEvidence(load, number);
  const head = index.scenarios[number];
  if (!head) return <UnknownPage what={`There is no scenario ${number} in this run.`} />;
  const evidence = opened.state === 'open' ? opened.evidence : undefined;
  return (
    <>
      <ScenarioNavigation scenarios={index.scenarios} number={number} query={query} />
      <ScenarioHeading head={head} evidence={evidence} />
      <OtherRuns scenarios={index.scenarios} number={number} query={query} />
      {opened.state === 'opening' && <p role="status">Opening the evidence …</p>}
      {opened.state === 'unreadable' && <p role="alert">The evidence cannot be opened: {opened.why}</p>}
      {evidence && <EvidenceView evidence={evidence} head={head} />}
    </>
  );
}
