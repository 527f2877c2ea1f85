import { aimLines, type Aim } from '../aim.ts';
import { aligned, cell, type Figures } from '../values.ts';
import type { WayName } from './run.ts';

type AllFigures = Readonly<Record<WayName, Figures>>;
type Columns = Readonly<Partial<Record<WayName, string>>>;

const WATCHERS: Columns = { trace: "the kernel's trace", ss: 'a loop of ss', dockerExec: 'docker exec ss' };

const WATCHING = {
  knownP50Ms: 'from a change to its being known, p50 (ms)',
  knownP99Ms: 'from a change to its being known, p99 (ms)',
  cpuMsPerSecond: 'processor while nothing happens (ms/s)',
};

const STORMS: Columns = { stormOff: 'nothing', stormTrace: 'trace', stormSs: 'ss', stormBoth: 'both' };

const STORM = {
  connectionsPerSecond: 'connections opened and closed (1/s)',
  slowDownPercent: 'slower than with nothing (%)',
  cpuMsPerSecond: 'processor of who watches (ms/s)',
  lostEvents: 'events lost',
  completePercent: 'connections with both paths whole (%)',
};

/** For people: medians (min to max), a line a figure; then what was aimed at. */
export function report(figures: AllFigures, aims: readonly Aim[], note: string | undefined): string {
  const watching = table('', WATCHERS, WATCHING, figures);
  const storm = table('a close storm, watched by', STORMS, STORM, figures);
  return `${watching}\n${storm}${note === undefined ? '' : `${note}\n`}\n${aimLines(aims)}`;
}

function table(
  title: string,
  columns: Columns,
  rows: Readonly<Record<string, string>>,
  figures: AllFigures,
): string {
  const names = Object.keys(columns) as WayName[];
  return aligned([
    [title, ...Object.values(columns)],
    ...Object.entries(rows).map(([row, label]) => [label, ...names.map((name) => cell(figures[name], row))]),
  ]);
}
