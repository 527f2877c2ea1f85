import { HalfcloseError } from './errors.ts';
import type { Counters } from './protocol.ts';

/**
 * Reads `/proc/net/snmp` or `/proc/net/netstat`, or both one after the other, into `Tcp.OutRsts`,
 * `TcpExt.TCPAbortOnData`, …: pairs of lines with the same prefix, first the names, then the values.
 *
 * @throws HalfcloseError PROTOCOL_ERROR where a pair does not fit together.
 */
export function parseProcNetCounters(text: string): Counters {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const counters = new Map<string, number>();
  for (let i = 0; i < lines.length; i += 2) {
    for (const [name, value] of readPair(lines[i] ?? '', lines[i + 1] ?? '')) counters.set(name, value);
  }
  return Object.fromEntries(counters);
}

function readPair(header: string, body: string): [string, number][] {
  const [prefix = '', ...names] = header.trim().split(/\s+/);
  const [bodyPrefix, ...values] = body.trim().split(/\s+/);
  const fits = /^\w+:$/.test(prefix) && prefix === bodyPrefix && names.length === values.length;
  if (!fits || !values.every((value) => /^-?\d+$/.test(value))) {
    throw new HalfcloseError(
      'PROTOCOL_ERROR',
      `cannot read the kernel's counters: "${header}" with "${body}"`,
    );
  }
  return names.map((name, i) => [`${prefix.slice(0, -1)}.${name}`, Number(values[i])]);
}

/**
 * What changed from `before` to `after`, without the counters that did not. Gauges such as `Tcp.CurrEstab` can fall.
 * A counter that is missing counts as 0: the kernel prints some (`IcmpMsg`) only once they are not.
 */
export function counterDeltas(before: Counters, after: Counters): Counters {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    Array.from(names, (name): [string, number] => [
      name,
      valueOf(after, name) - valueOf(before, name),
    ]).filter(([, delta]) => delta !== 0),
  );
}

/**
 * The same from two texts that parseProcNetCounters() reads, for a program that has just started: it costs a tenth of
 * reading both, because most groups have not moved and what they count is named alike.
 *
 * @throws HalfcloseError PROTOCOL_ERROR where a text cannot be read.
 */
export function movedBetween(before: string, after: string): Counters {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const isNamedAlike = old.length === now.length && now.every((line, i) => i % 2 === 1 || line === old[i]);
  if (!isNamedAlike) return counterDeltas(parseProcNetCounters(before), parseProcNetCounters(after));
  const moved: [string, number][] = [];
  for (let i = 1; i < now.length; i += 2) {
    if (now[i] !== old[i]) moved.push(...movedInGroup(now[i - 1] ?? '', old[i] ?? '', now[i] ?? ''));
  }
  return Object.fromEntries(moved);
}

function movedInGroup(header: string, before: string, after: string): [string, number][] {
  const [prefix = '', ...names] = header.split(' ');
  const [old, now] = [before.split(' ').slice(1), after.split(' ').slice(1)];
  return names.flatMap((name, i): [string, number][] =>
    now[i] === old[i] ? [] : [[`${prefix.slice(0, -1)}.${name}`, Number(now[i]) - Number(old[i])]],
  );
}

/** What `counters` are once they have moved by `deltas`. */
export function addCounters(counters: Counters, deltas: Counters): Counters {
  const sum: Record<string, number> = { ...counters };
  for (const [name, delta] of Object.entries(deltas)) sum[name] = valueOf(counters, name) + delta;
  return sum;
}

function valueOf(counters: Counters, name: string): number {
  return Object.hasOwn(counters, name) ? (counters[name] ?? 0) : 0;
}
