import { aimLines, type Aim } from '../aim.ts';
import { aligned, cell, type Figures } from '../values.ts';
import type { ContenderName } from './contenders.ts';

type AllFigures = Readonly<Record<ContenderName, Figures>>;

const WAYS: Readonly<Partial<Record<ContenderName, string>>> = {
  plain: 'two namespaces, one cable',
  noRule: 'lab, no rule',
  otherRule: 'lab, rule for another connection',
  queued: 'lab, every segment through TypeScript',
};

const TRAFFIC = {
  roundTripP50Us: 'round trip of 64 bytes, p50 (µs)',
  roundTripP99Us: 'round trip of 64 bytes, p99 (µs)',
  roundTripCpuUs: "machine's processor a round trip (µs)",
  throughputMBps: 'throughput, one connection (MB/s)',
  cpuSecondsPerGB: "machine's processor (s/GB)",
  segmentsPerSecond: 'segments through a verdict (1/s)',
};

const DELAYS: Readonly<Partial<Record<ContenderName, string>>> = { delay: 'lab.wire.delay', netem: 'netem' };

const ACCURACY = {
  delayErrorP50Ms: 'delay of 10 ms, error p50 (ms)',
  delayErrorP99Ms: 'delay of 10 ms, error p99 (ms)',
};

/** For people: medians (min to max), a line a figure; then what was aimed at. */
export function report(figures: AllFigures, aims: readonly Aim[]): string {
  const traffic = table(WAYS, TRAFFIC, figures);
  const delays = table(DELAYS, ACCURACY, figures);
  return `${traffic}\n${delays}\n${aimLines(aims)}`;
}

function table(
  columns: Readonly<Partial<Record<ContenderName, string>>>,
  rows: Readonly<Record<string, string>>,
  figures: AllFigures,
): string {
  const names = Object.keys(columns) as ContenderName[];
  return aligned([
    ['', ...Object.values(columns)],
    ...Object.entries(rows).map(([row, label]) => [label, ...names.map((name) => cell(figures[name], row))]),
  ]);
}
