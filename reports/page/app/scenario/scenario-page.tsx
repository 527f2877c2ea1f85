import { useEffect, useState } from 'preact/hooks';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import type { Load, PageIndex } from '../../data/page-index.ts';
import { Ladder } from '../ladder/ladder.tsx';
import { Lanes } from '../lanes/lanes.tsx';

export function ScenarioPage(props: {
  readonly index: PageIndex;
  readonly load: Load;
  readonly number: number;
}) {
  const { index, load, number } = props;
  const [evidence, setEvidence] = useState<Evidence | undefined>();
  /** The instant that is lit in lanes and ladder alike, in milliseconds since the scenario began. */
  const [instant, setInstant] = useState<number | undefined>();
  useEffect(() => {
    setEvidence(undefined);
    void load(number).then(setEvidence);
  }, [load, number]);
  const head = index.scenarios[number];
  if (!head) return <p role="alert">There is no scenario {number} in this run.</p>;
  return (
    <>
      <h1>{head.name}</h1>
      {evidence && <Lanes evidence={evidence} instant={instant} onInstant={setInstant} />}
      {evidence && <Ladder evidence={evidence} instant={instant} onInstant={setInstant} />}
    </>
  );
}
