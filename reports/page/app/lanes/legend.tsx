import { useMemo } from 'preact/hooks';
import { MARK_KINDS, type Lane, type MarkKind } from '../../../lanes/lane.ts';
import { Glyph } from './glyph.tsx';
import './legend.css';

const SPANS = [
  ['lanes-traced', 'solid: the kernel’s trace told of the change, to the microsecond'],
  ['lanes-sampled', 'hatched: only looks with ss showed it; it changed somewhere in the soft edge'],
  ['lanes-implied', 'dotted: no probe saw it, and it is certain: every way leads through it'],
  ['lanes-form-timewait', 'thin: the kernel keeps a mini-socket, or an orphan without a descriptor'],
] as const;

const MARKS: Readonly<Record<MarkKind, string>> = {
  call: 'call by the scenario',
  step: 'step of the scenario',
  held: 'expectation held',
  failed: 'expectation failed',
  unproven: 'expectation unproven',
  event: 'the application is told, or did',
  data: 'it reads bytes',
  end: 'an end of a half',
  error: 'it gets an error',
  broke: 'the scenario failed here, outside an expectation',
  reset: 'RST sent or taken',
  again: 'sent again',
  segment: 'segment that a fault touched',
  counter: 'kernel counters moved',
};

/** What the lanes' patterns and glyphs mean: of those that are in them. */
export function Legend({ lanes, breaks }: { readonly lanes: readonly Lane[]; readonly breaks: boolean }) {
  return useMemo(() => {
    const used = usedIn(lanes);
    return (
      <ul class="lanes-legend" aria-label="What the lanes show">
        {SPANS.filter(([name]) => used.has(name)).map(([name, words]) => (
          <li key={name}>
            <i class={`lanes-span lanes-span-state ${name}`} aria-hidden="true" /> {words}
          </li>
        ))}
        {breaks && (
          <li>
            <i class="lanes-break" aria-hidden="true" /> time drawn short, its length above
          </li>
        )}
        {MARK_KINDS.filter((kind) => used.has(kind)).map((kind) => (
          <li key={kind} class={`lanes-mark-${kind}`}>
            <Glyph kind={kind} /> {MARKS[kind]}
          </li>
        ))}
      </ul>
    );
  }, [lanes, breaks]);
}

function usedIn(lanes: readonly Lane[]): Set<string> {
  const looks = lanes.flatMap(({ spans }) =>
    spans.flatMap(({ look }) => {
      if (look.kind !== 'state') return [];
      const { known, form } = look;
      return form === 'timewait' || form === 'orphan'
        ? [`lanes-${known}`, 'lanes-form-timewait']
        : [`lanes-${known}`];
    }),
  );
  return new Set([...looks, ...lanes.flatMap(({ marks }) => marks.map(({ kind }) => kind))]);
}
