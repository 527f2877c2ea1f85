import type { Evidence, ExpectationEvidence } from '../../../../harness/model/evidence.ts';
import { instantText } from '../../../time-text.ts';
import { plainText } from '../../../scenario-text/plain-text.ts';
import { VerdictBadge } from '../parts/outcome-badge.tsx';
import { Section } from '../parts/section.tsx';
import { useInView } from '../parts/use-in-view.ts';
import { useRoving } from '../parts/use-roving.ts';

interface ExpectationsProps {
  readonly evidence: Evidence;
  readonly instant: number | undefined;
  readonly onInstant: (instant: number | undefined) => void;
}

/** What the scenario asserted, and what came of it. A row under the mouse or with the focus is the instant that is lit. */
export function Expectations({ evidence: { expectations }, instant, onInstant }: ExpectationsProps) {
  const box = useInView('[data-verdict=failed]', '[data-verdict=unproven]');
  const { list, tabIndex } = useRoving(expectations.length);
  if (expectations.length === 0) return null;
  return (
    <Section title={`Expectations (${expectations.length})`}>
      <div class="scroll scroll-tall" ref={box}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">At</th>
              <th scope="col">Verdict</th>
              <th scope="col">Expectation</th>
              <th scope="col">Received</th>
            </tr>
          </thead>
          <tbody {...list}>
            {expectations.map((each, place) => {
              const row = { isLit: each.at === instant, tabIndex: tabIndex(place), onInstant };
              return <Row key={place} expectation={each} {...row} />;
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface RowProps extends Pick<ExpectationsProps, 'onInstant'> {
  readonly expectation: ExpectationEvidence;
  readonly isLit: boolean;
  readonly tabIndex: number;
}

function Row({ expectation, isLit, tabIndex, onInstant }: RowProps) {
  const { at, text, verdict, received, why } = expectation;
  const light = () => onInstant(at);
  const darken = () => onInstant(undefined);
  return (
    <tr class={isLit ? 'lit' : undefined} data-verdict={verdict} onMouseEnter={light} onMouseLeave={darken}>
      <td class="number">
        <button type="button" class="instant" data-rove {...{ tabIndex, onFocus: light, onBlur: darken }}>
          {instantText(at)}
        </button>
      </td>
      <td>
        <VerdictBadge verdict={verdict} />
      </td>
      <td class="mono">{plainText(text)}</td>
      <td class="scenario-pre mono">
        {plainText(received)}
        {why !== undefined && <p class="faint">{plainText(why)}</p>}
      </td>
    </tr>
  );
}
