import { describe, expect, test } from '@jest/globals';
import type { TcpState } from '../model/tcp-state.ts';
import type { StateEvent, TraceEvent } from '../observe/trace/trace-event.ts';
import type { LabHost } from './lab-host.ts';
import type { TracedLife } from './traced-life.ts';
import { TracedMemory } from './traced-memory.ts';

// Nothing is asked of a host but which it is.
const HERE = Object.create(null) as LabHost;
const THERE = Object.create(null) as LabHost;
const place = {
  sk: 1n,
  local: { address: '10.0.0.1', port: 80 },
  peer: { address: '10.0.0.2', port: 4_000 },
};

const change = (at: number, from: TcpState, to: TcpState): StateEvent => ({
  kind: 'state',
  at,
  from,
  to,
  ...place,
});
const again = (at: number): TraceEvent => ({ kind: 'retransmitted', at, ...place });

const OPENS = change(1, 'CLOSED', 'SYN_SENT');
const CONNECTS = change(2, 'SYN_SENT', 'ESTABLISHED');
const ENDS = change(3, 'ESTABLISHED', 'CLOSED');
const OPENS_ANEW = change(4, 'CLOSED', 'SYN_SENT');
const CONNECTS_ANEW = change(5, 'SYN_SENT', 'ESTABLISHED');

/** The times of the events of each life, the first first, after all have come in this order. */
function lives(...events: TraceEvent[]): number[][] {
  const memory = new TracedMemory();
  return timesOf([...events.map((event) => memory.add(HERE, event)), memory.release()]);
}

function timesOf(told: readonly (readonly TracedLife[])[]): number[][] {
  const times = new Map<TracedLife, number[]>();
  for (const life of told.flat())
    times.set(life, [...(times.get(life) ?? []), ...life.takeWaiting().map(({ at }) => at)]);
  return [...times.values()].sort(([a = 0], [b = 0]) => a - b);
}

describe('one place of the kernel’s memory', () => {
  test('has one life after another', () => {
    expect(lives(OPENS, CONNECTS, ENDS, OPENS_ANEW, CONNECTS_ANEW)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test.each([
    ['the end of one after the beginning of the next', [OPENS, CONNECTS, OPENS_ANEW, ENDS, CONNECTS_ANEW]],
    ['a beginning after what follows it', [CONNECTS, ENDS, OPENS, OPENS_ANEW, CONNECTS_ANEW]],
    ['the next one whole before the end', [OPENS, CONNECTS, OPENS_ANEW, CONNECTS_ANEW, ENDS]],
    ['the next one before the first', [OPENS_ANEW, CONNECTS_ANEW, OPENS, CONNECTS, ENDS]],
    ['everything backwards', [CONNECTS_ANEW, OPENS_ANEW, ENDS, CONNECTS, OPENS]],
  ])('is told in the order of the times: %s', (_, events) => {
    expect(lives(...events)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test('a change is told as soon as the one before it has come', () => {
    const memory = new TracedMemory();
    expect(memory.add(HERE, CONNECTS)).toEqual([]);
    expect(timesOf([memory.add(HERE, OPENS)])).toEqual([[1, 2]]);
  });

  test('what is no change waits for the changes before it', () => {
    const memory = new TracedMemory();
    memory.add(HERE, ENDS);
    expect(memory.add(HERE, again(4))).toEqual([]);
    expect(timesOf([memory.add(HERE, OPENS), memory.add(HERE, CONNECTS)])).toEqual([[1, 2, 3, 4]]);
  });

  test('a change on another host is not the next of a socket that has not ended', () => {
    const memory = new TracedMemory();
    memory.add(HERE, OPENS);
    expect(memory.add(THERE, CONNECTS_ANEW)).toEqual([]);
    memory.add(HERE, CONNECTS);
    memory.add(HERE, ENDS);
    const [next] = memory.add(THERE, OPENS_ANEW);
    expect(next?.host).toBe(THERE);
    expect(next?.takeWaiting()).toEqual([OPENS_ANEW, CONNECTS_ANEW]);
  });

  test('a life whose beginning was lost is told at last, and not whole', () => {
    const memory = new TracedMemory();
    expect(memory.add(HERE, ENDS)).toEqual([]);
    const [life] = memory.release();
    expect([life?.isWhole, life?.takeWaiting()]).toEqual([false, [ENDS]]);
  });
});
