import { useMemo } from 'preact/hooks';
import type { Scale } from '../../../lanes/scale.ts';
import { percent, placeOfStrip } from './places.ts';

/** What goes through all lanes: where time is drawn short, and the line at the instant that is lit. */
export function Overlay({ scale, instant }: { readonly scale: Scale; readonly instant: number | undefined }) {
  const breaks = useMemo(
    () =>
      scale.breaks.map((broken) => (
        <i key={broken.from} class="lanes-break" style={{ left: placeOfStrip(scale, broken) }} />
      )),
    [scale],
  );
  return (
    <div class="lanes-overlay" aria-hidden="true">
      {breaks}
      {instant !== undefined && <i class="lanes-cursor" style={{ left: percent(scale.place(instant)) }} />}
    </div>
  );
}
