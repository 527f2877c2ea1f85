import type { Evidence } from '../../../../harness/model/evidence.ts';
import { completeProbes } from '../../../../harness/model/explanation/complete.ts';
import { explainConnections } from '../../../../harness/model/explanation/explain.ts';
import { useMemo, useState } from 'preact/hooks';
import { Section } from '../parts/section.tsx';

/** A storm of connections has hundreds of stories, which are all alike. */
const STORIES = 8;

/** Each connection in plain words. */
export function Story({ evidence }: { readonly evidence: Evidence }) {
  const stories = useMemo(
    () => explainConnections({ ...evidence, complete: completeProbes(evidence) }),
    [evidence],
  );
  const [limit, setLimit] = useState(STORIES);
  if (stories.length === 0) return null;
  return (
    <Section title="What happened">
      {stories.slice(0, limit).map(({ text }, place) => (
        <p key={place} class="scenario-story">
          {text}
        </p>
      ))}
      {stories.length > limit && (
        <button type="button" onClick={() => setLimit(Infinity)}>
          Tell of {stories.length - limit} more connections
        </button>
      )}
    </Section>
  );
}
