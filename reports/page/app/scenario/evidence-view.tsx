import { useState } from 'preact/hooks';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import type { ScenarioHead } from '../../data/page-index.ts';
import { Ladder } from '../ladder/ladder.tsx';
import { Lanes } from '../lanes/lanes.tsx';
import { ClaimsAsked } from './claims-asked.tsx';
import { Counters } from './counters.tsx';
import { Expectations } from './expectations.tsx';
import { FailureSection } from './failure-section.tsx';
import { Observed } from './observed.tsx';
import { RawEvidence } from './raw-evidence.tsx';
import { Repeat } from './repeat.tsx';
import { SourceView } from './source-view.tsx';
import { Story } from './story.tsx';

/** All that the evidence tells of a scenario, what matters most first. */
export function EvidenceView({
  evidence,
  head,
}: {
  readonly evidence: Evidence;
  readonly head: ScenarioHead;
}) {
  /** The instant that is lit in all parts alike, in milliseconds since the scenario began. */
  const [instant, setInstant] = useState<number | undefined>();
  const shared = { evidence, instant, onInstant: setInstant };
  return (
    <>
      <FailureSection evidence={evidence} />
      <Story evidence={evidence} />
      <Lanes {...shared} />
      <Ladder {...shared} />
      <Expectations {...shared} />
      <ClaimsAsked evidence={evidence} />
      <SourceView evidence={evidence} />
      <Observed evidence={evidence} />
      <Counters hosts={evidence.hosts} />
      <RawEvidence evidence={evidence} />
      <Repeat evidence={evidence} folder={head.folder} />
    </>
  );
}
