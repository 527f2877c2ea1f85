import { useId, useMemo, useState } from 'preact/hooks';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import { firstLanes, isSocketLane } from '../../../lanes/first-lanes.ts';
import type { Lane } from '../../../lanes/lane.ts';
import { lanesOf } from '../../../lanes/lanes-of.ts';
import { momentsOf, needsOf } from '../../../lanes/needs.ts';
import { readableScale } from '../../../lanes/readable-scale.ts';
import type { Scale } from '../../../lanes/scale.ts';
import type { Thing } from '../../../lanes/things.ts';
import { trueScale } from '../../../lanes/true-scale.ts';
import { More } from '../parts/more.tsx';
import { usePages } from '../parts/use-pages.ts';
import { Chart } from './chart.tsx';
import './lanes.css';
import { Legend } from './legend.tsx';
import { Toolbar, zoomAfter, type ScaleName } from './toolbar.tsx';

const SOCKETS_AT_ONCE = 60;

export interface LanesProps {
  readonly evidence: Evidence;
  /** The instant that is lit, in milliseconds since the scenario began. */
  readonly instant: number | undefined;
  readonly onInstant: (instant: number | undefined) => void;
}

/** What every socket went through and what was done to it, a lane each, over time. */
export function Lanes({ evidence, instant, onInstant }: LanesProps) {
  const id = useId();
  const [scaleName, setScaleName] = useState<ScaleName>('readable');
  const [zoom, setZoom] = useState(1);
  const pages = usePages(SOCKETS_AT_ONCE);
  const [told, setTold] = useState<Thing | undefined>();
  const { lanes, end } = useMemo(() => lanesOf(evidence), [evidence]);
  const shown = useMemo(() => firstLanes(lanes, pages.most), [lanes, pages.most]);
  const scale = useScale(scaleName, shown, end, zoom);
  const show = (thing: Thing | undefined) => {
    setTold((before) => thing ?? before);
    onInstant(thing?.at);
  };
  const onKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    // With these they are the browser's own.
    if (!ctrlKey && !metaKey && !altKey) setZoom((before) => zoomAfter(key, before));
  };
  return (
    <section class="section lanes" aria-labelledby={`${id}-title`} onKeyDown={onKeyDown}>
      <h2 id={`${id}-title`}>Lanes</h2>
      <Toolbar {...{ id, scaleName, onScale: setScaleName, zoom, onZoom: setZoom }} />
      <Legend lanes={shown} breaks={scale.breaks.length > 0} />
      <Chart {...{ lanes: shown, scale, zoom, instant, onShow: show }} />
      <p class="lanes-told" aria-live="polite">
        {told?.words ??
          'Point at something in a lane, or walk through the lanes with the arrow keys; + and − zoom.'}
      </p>
      <More pages={pages} all={lanes.filter(isSocketLane).length} what="sockets" />
    </section>
  );
}

function useScale(name: ScaleName, lanes: readonly Lane[], end: number, zoom: number): Scale {
  const readable = useMemo(() => readableScale(momentsOf(lanes), needsOf(lanes, end), end), [lanes, end]);
  return useMemo(() => (name === 'readable' ? readable : trueScale(end, zoom)), [name, readable, end, zoom]);
}
