import type { PageIndex, ScenarioHead } from '../../data/page-index.ts';
import { scenarioLink } from '../route.ts';
import { proofsOf, type Proof } from './proofs.ts';
import './proof-list.css';

/** Links to the scenarios that left this evidence; more than one run of a scenario is folded away behind the first. */
export function ProofList(props: {
  readonly index: PageIndex;
  readonly evidence: readonly string[] | undefined;
  /** What the links say, where the page has said the scenarios' names already. */
  readonly textOf?: (head: ScenarioHead) => string;
}) {
  const { index, evidence, textOf = nameOf } = props;
  const proofs = proofsOf(index, evidence);
  if (proofs.length === 0) return null;
  return (
    <ul class="proof-list">
      {proofs.map((proof) => (
        <li key={proof.runs[0]}>
          <a href={scenarioLink(proof.runs[0])} title={proof.head.name}>
            {textOf(proof.head)}
          </a>
          {proof.runs.length > 1 && <Runs {...proof} />}
        </li>
      ))}
    </ul>
  );
}

function nameOf({ name }: ScenarioHead): string {
  return name;
}

function Runs({ head, runs }: Proof) {
  return (
    <details>
      <summary>{runs.length} runs</summary>
      {runs.map((number, place) => (
        <a key={number} href={scenarioLink(number)} aria-label={`run ${String(place + 1)} of ${head.name}`}>
          {place + 1}
        </a>
      ))}
    </details>
  );
}
