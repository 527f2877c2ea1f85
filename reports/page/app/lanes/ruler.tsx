import { useMemo } from 'preact/hooks';
import type { Scale } from '../../../lanes/scale.ts';
import { lasting, sinceBegin } from '../../../time-text.ts';
import { percent, placeOfStrip } from './places.ts';

/** Where a time that stands right of its line would not fit any more. */
const TURNED_FROM = 0.93;

/** The times above the lanes. Everything in the lanes tells its own, so that a screen reader need not read these. */
export function Ruler({ scale, instant }: { readonly scale: Scale; readonly instant: number | undefined }) {
  const times = useMemo(() => timesOf(scale), [scale]);
  return (
    <div class="lanes-ruler" aria-hidden="true">
      <div class="lanes-name">since the scenario began</div>
      <div class="lanes-track">
        {times}
        {instant !== undefined && (
          <span class="lanes-now" style={{ left: percent(scale.place(instant)) }}>
            {sinceBegin(instant)}
          </span>
        )}
      </div>
    </div>
  );
}

function timesOf(scale: Scale) {
  const ticks = scale.ticks.map(({ at, label }) => {
    const turned = scale.place(at) > TURNED_FROM ? ' lanes-tick-turned' : '';
    return (
      <span key={at} class={`lanes-tick${turned}`} style={{ left: percent(scale.place(at)) }}>
        {label}
      </span>
    );
  });
  const breaks = scale.breaks.map((broken) => (
    <span key={broken.from} class="lanes-left-out" style={{ left: placeOfStrip(scale, broken) }}>
      {lasting(broken.to - broken.from)}
    </span>
  ));
  return [ticks, breaks];
}
