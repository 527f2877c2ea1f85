import type { ClaimEvidence } from '../../../../harness/model/claims/claim-evidence.ts';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import { instantText } from '../../../time-text.ts';
import { VerdictBadge } from '../parts/outcome-badge.tsx';
import { Section } from '../parts/section.tsx';
import { claimLink } from '../route.ts';

/** The claims that it put to a kernel, each with what was found. */
export function ClaimsAsked({ evidence: { claims } }: { readonly evidence: Evidence }) {
  if (claims.length === 0) return null;
  return (
    <Section title={claims.length === 1 ? 'Claim' : `Claims (${claims.length})`}>
      {claims.map((claim) => (
        <ClaimAsked key={claim.id} claim={claim} />
      ))}
    </Section>
  );
}

function ClaimAsked({ claim: { id, says, verdict, findings, scaled } }: { readonly claim: ClaimEvidence }) {
  return (
    <article class="scenario-claim">
      <h3>
        <a href={claimLink(id)}>{id}</a> {verdict}
      </h3>
      <p>{says}</p>
      <p class="faint">
        What would be seen if it were so (claimed), and what is true in its place (instead), asked like
        expectations. The verdict follows from the answers: “not held” is one of them, and no failure.
      </p>
      <Findings of={id} findings={findings} />
      {scaled.map(({ what, here, byDefault, readFrom }) => (
        <p key={what} class="faint">
          Scaled: <span class="mono">{what}</span> {here}, by default {byDefault} ({readFrom})
        </p>
      ))}
    </article>
  );
}

function Findings({ of, findings }: { readonly of: string } & Pick<ClaimEvidence, 'findings'>) {
  return (
    <div class="scroll">
      <table class="table" aria-label={`Findings on ${of}`}>
        <tbody>
          {findings.map(({ at, side, text, answer, received }, place) => (
            <tr key={place}>
              <td class="number">{instantText(at)}</td>
              <td>
                <VerdictBadge verdict={answer} />
              </td>
              <td>
                {text} <span class="tag">{side}</span>
              </td>
              <td class="scenario-pre mono faint">{received}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
