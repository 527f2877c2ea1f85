import type { Scale, Tick } from './scale.ts';
import { sinceBegin } from '../time-text.ts';

const WIDTH = 960;
const TICKS = 10;

/** True to time: a millisecond is as long wherever it is. `zoom` says how many more ticks there is room for. */
export function trueScale(end: number, zoom: number): Scale {
  const last = Math.max(end, 1);
  return {
    width: WIDTH,
    place: (at) => Math.min(Math.max(at / last, 0), 1),
    breaks: [],
    ticks: ticksUntil(last, roundStep(last / (TICKS * zoom))),
  };
}

/** 1, 2 or 5 times a power of ten, and no less than `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((times) => times * power >= least) ?? 10) * power;
}

function ticksUntil(end: number, step: number): Tick[] {
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => ({
    at: index * step,
    label: sinceBegin(index * step).replace('.0 ', ' '),
  }));
}
