import { aligned } from './values.ts';

/** What something is meant to cost at most, and what it cost. */
export interface Aim {
  readonly aim: string;
  readonly measured: string;
  /** Undefined where it was not measured. */
  readonly met: boolean | undefined;
}

/** For people, a line an aim. */
export function aimLines(aims: readonly Aim[]): string {
  const word = (met: Aim['met']) => (met === undefined ? 'not run' : met ? 'met' : 'missed');
  return aligned(aims.map(({ aim, measured, met }) => [word(met), aim, measured]));
}
