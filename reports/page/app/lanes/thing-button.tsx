import type { Bound, Mark, Span } from '../../../lanes/lane.ts';
import type { Scale } from '../../../lanes/scale.ts';
import type { Thing } from '../../../lanes/things.ts';
import { sinceBegin } from '../../../time-text.ts';
import { Glyph } from './glyph.tsx';
import { percent } from './places.ts';
import './things.css';

/** A span or a mark, at its place in its lane. */
export function ThingButton(props: {
  readonly thing: Thing;
  readonly scale: Scale;
  readonly place: string;
  readonly isStop: boolean;
}) {
  const { thing, scale, place, isStop } = props;
  const looks = 'span' in thing ? spanLooks(thing.span, scale) : markLooks(thing.mark, thing.next, scale);
  return (
    <button
      type="button"
      class={looks.class}
      style={looks.style}
      title={thing.words}
      aria-label={`${thing.name}, ${sinceBegin(thing.at)}`}
      tabIndex={isStop ? 0 : -1}
      data-place={place}
    >
      {'mark' in thing && <Glyph kind={thing.mark.kind} />}
      <span>{'span' in thing ? thing.span.label : thing.mark.label}</span>
    </button>
  );
}

interface Looks {
  readonly class: string;
  readonly style: Readonly<Record<string, string>>;
}

/** A span comes and goes softly where its moments are not known; what no probe saw has an outline instead. */
function spanLooks({ from, to, look }: Span, { place }: Scale): Looks {
  const isOutlined = look.kind === 'state' && look.known === 'implied';
  const left = place(isOutlined ? from.at : from.soft);
  const width = place(to.at) - left;
  const part = ({ soft, at }: Bound) => percent(width === 0 ? 0 : (place(at) - place(soft)) / width);
  const fades = { '--fade-in': isOutlined ? '0%' : part(from), '--fade-out': part(to) };
  const label = { '--label-in': percent(place(from.at) - left) };
  const style = { left: percent(left), width: percent(width), ...fades, ...label };
  if (look.kind !== 'state') return { class: `lanes-span lanes-span-${look.kind}`, style };
  const { state, known, form } = look;
  return {
    class: `lanes-span lanes-span-state lanes-${known} lanes-form-${form}`,
    style: { ...style, '--fill': `var(--state-${state})` },
  };
}

/** A mark has room until the next one of its lane, or the end. */
function markLooks({ at, kind }: Mark, next: number | undefined, { place }: Scale): Looks {
  const left = place(at);
  const room = (next === undefined ? 1 : place(next)) - left;
  return {
    class: `lanes-mark lanes-mark-${kind}`,
    style: { left: percent(left), '--room': percent(room) },
  };
}
