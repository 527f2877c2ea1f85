import type { Evidence } from '../../../../harness/model/evidence.ts';
import { readFailure, type FailureRow } from '../../../scenario-text/failure.ts';
import { plainText } from '../../../scenario-text/plain-text.ts';
import { Fold } from '../parts/fold.tsx';
import { Section } from '../parts/section.tsx';

/** Why it did not pass, in the words of what failed. Nothing where it passed and all was put away after it. */
export function FailureSection({ evidence }: { readonly evidence: Evidence }) {
  const { error, teardownErrors, status, disagreements } = evidence;
  if (status === 'running') return <Interrupted />;
  if (error === undefined && teardownErrors.length === 0 && disagreements.length === 0) return null;
  return (
    <div
      class={`scenario-failure scenario-failure-${evidence.verdict === 'unproven' ? 'unproven' : 'failed'}`}
    >
      <Section title={evidence.verdict === 'unproven' ? 'Why it is unproven' : 'Why it failed'}>
        {evidence.verdict === 'unproven' && <Unproven />}
        {error !== undefined && <Message error={error} />}
        <Lines title="Probes disagree" lines={disagreements.filter((line) => !error?.includes(line))} />
        <Lines title="After the scenario" lines={teardownErrors} />
      </Section>
    </div>
  );
}

function Interrupted() {
  return (
    <div class="scenario-failure scenario-failure-interrupted">
      <Section title="Interrupted">
        <p>
          The harness was ended before the scenario was. What is shown is what had been observed until then.
        </p>
      </Section>
    </div>
  );
}

function Unproven() {
  return (
    <p>
      It has neither held nor failed: what could have shown it was off, lost data, or contradicts something
      else. That counts as not passed. What each source could see stands under “How it was observed”.
    </p>
  );
}

function Message({ error }: { readonly error: string }) {
  const { head, rows, rest } = readFailure(error);
  return (
    <>
      <p class="scenario-failure-head">{head}</p>
      {rest.trim() !== '' && <pre>{rest.replace(/^\n+/, '')}</pre>}
      {rows.length > 0 && (
        <dl class="scenario-failure-rows">
          {rows.map((row) => (
            <Row key={row.label} row={row} />
          ))}
        </dl>
      )}
    </>
  );
}

/** What the page tells itself: the connections in words, and where the evidence is. */
const TOLD_BELOW: readonly string[] = ['Story', 'Evidence'];

function Row({ row: { label, text } }: { readonly row: FailureRow }) {
  if (TOLD_BELOW.includes(label)) return null;
  return (
    <div class={`scenario-failure-${label.toLowerCase()}`}>
      <dt>{label}</dt>
      <dd>{label === 'Observed' ? <Timeline text={text} /> : text}</dd>
    </div>
  );
}

/** The timeline of the moment when it failed, which lanes show whole: one may still want to search or to copy it. */
function Timeline({ text }: { readonly text: string }) {
  const [how = '', ...lines] = text.split('\n');
  if (lines.length === 0) return <>{how}</>;
  return <Fold summary={how}>{() => <pre>{lines.join('\n')}</pre>}</Fold>;
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line} class="scenario-pre">
            {plainText(line)}
          </li>
        ))}
      </ul>
    </>
  );
}
