import type { ScaledTime } from '../../../../harness/model/claims/claim-evidence.ts';
import type { LedgerRow, Reading } from '../../../claims/side-by-side.ts';
import type { PageIndex } from '../../data/page-index.ts';
import { ProofList } from '../parts/proof-list.tsx';
import { claimLink } from '../route.ts';
import { ClaimBadge } from './claim-badge.tsx';

interface ClaimRowProps {
  readonly index: PageIndex;
  readonly row: LedgerRow;
  /** The address names it. */
  readonly isChosen: boolean;
}

/** A claim with what the run says of it; backends that differ stand side by side. */
export function ClaimRow({ index, row, isChosen }: ClaimRowProps) {
  const { id, claim, source, readings } = row;
  return (
    <li id={`claim-${id}`} class={isChosen ? 'claims-claim claims-chosen' : 'claims-claim'}>
      <h3>
        <a href={claimLink(id)}>{id}</a> {claim}{' '}
        <span class="faint claims-source" title="The articles that say so">
          {source}
        </span>
      </h3>
      <div class="claims-readings">
        {readings.map((reading) => (
          <OneReading key={reading.backends.join()} {...{ index, reading, isAlone: readings.length === 1 }} />
        ))}
      </div>
    </li>
  );
}

function OneReading(props: {
  readonly index: PageIndex;
  readonly reading: Reading;
  readonly isAlone: boolean;
}) {
  const { backends, verdict, truth, scaled, evidence } = props.reading;
  return (
    <div class="claims-reading">
      <p>
        <ClaimBadge verdict={verdict} /> {!props.isAlone && <>on {backends.join(' and ')}</>}
      </p>
      {truth !== undefined && <p>{truth}</p>}
      {truth === undefined && verdict === 'not tried' && (
        <p class="faint">No scenario of this run has put it to a kernel.</p>
      )}
      {scaled.map((each) => (
        <Scaled key={each.what} {...each} />
      ))}
      <ProofList index={props.index} evidence={evidence} textOf={({ backend }) => `what ${backend} showed`} />
    </div>
  );
}

function Scaled({ what, here, byDefault, readFrom }: ScaledTime) {
  return (
    <p class="faint" title={`The default was read from ${readFrom}`}>
      tried with <code>{what}</code> {here}, by default {byDefault}
    </p>
  );
}
