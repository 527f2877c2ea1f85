import { useMemo } from 'preact/hooks';
import type { Lane } from '../../../lanes/lane.ts';
import type { Scale } from '../../../lanes/scale.ts';
import type { Thing } from '../../../lanes/things.ts';
import { placeText } from './place-of.ts';
import { ThingButton } from './thing-button.tsx';

interface LaneRowProps {
  readonly lane: Lane;
  readonly index: number;
  readonly things: readonly Thing[];
  readonly scale: Scale;
  /** Which of its things the Tab key stops at. */
  readonly stop: number | undefined;
}

/** One lane: its name, and all that is in it. Drawn anew only where something of it has changed. */
export function LaneRow({ lane, index, things, scale, stop }: LaneRowProps) {
  return useMemo(() => {
    const { name, note, group, opens, spans, marks } = lane;
    const rows = `${spans.length > 0 ? ' lanes-with-spans' : ''}${marks.length > 0 ? ' lanes-with-marks' : ''}`;
    return (
      <div
        class={`lanes-row lanes-${group}${opens ? ' lanes-opens' : ''}${rows}`}
        role="group"
        aria-label={name}
      >
        <div class="lanes-name" title={`${name} ${note}`}>
          <b>{name}</b>
          <small>{note}</small>
        </div>
        <div class="lanes-track">
          {things.map((thing, place) => (
            <ThingButton
              key={place}
              {...{ thing, scale, place: placeText({ lane: index, thing: place }) }}
              isStop={stop === place}
            />
          ))}
        </div>
      </div>
    );
  }, [lane, index, things, scale, stop]);
}
