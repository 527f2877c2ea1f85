import { useMemo, useRef } from 'preact/hooks';
import type { Lane } from '../../../lanes/lane.ts';
import type { Scale } from '../../../lanes/scale.ts';
import { thingsOf, type Thing } from '../../../lanes/things.ts';
import { LaneRow } from './lane-row.tsx';
import { Overlay } from './overlay.tsx';
import { Ruler } from './ruler.tsx';
import { useInstantInView } from './use-instant-in-view.ts';
import { useLit } from './use-lit.ts';
import { useRoving } from './use-roving.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';

interface ChartProps {
  readonly lanes: readonly Lane[];
  readonly scale: Scale;
  readonly zoom: number;
  readonly instant: number | undefined;
  /** Called for what is pointed at or has the focus; undefined for nothing. */
  readonly onShow: (thing: Thing | undefined) => void;
}

/** The lanes, in a box that scrolls. */
export function Chart({ lanes, scale, zoom, instant, onShow }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const things = useMemo(() => lanes.map(thingsOf), [lanes]);
  const { stop, on } = useRoving(box, things, onShow);
  useSteadyScroll(box, zoom);
  useLit(box, things, instant);
  useInstantInView(box, instant, scale);
  return (
    <div class="lanes-box" ref={box} {...on}>
      <div class="lanes-rows" style={{ '--lanes-width': `${String(Math.round(scale.width * zoom))}px` }}>
        <Ruler scale={scale} instant={instant} />
        {lanes.map((lane, index) => (
          <LaneRow
            key={lane.key}
            {...{ lane, index, scale, things: things[index] ?? [] }}
            stop={stop?.lane === index ? stop.thing : undefined}
          />
        ))}
        <Overlay scale={scale} instant={instant} />
      </div>
    </div>
  );
}
