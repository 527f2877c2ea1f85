import { describe, expect, test } from '@jest/globals';
import { monotonicMs } from '../model/clock.ts';
import type { Observation } from '../model/observation.ts';
import { Recorder } from './recorder.ts';

const step = (at: number, text = `at ${String(at)}`): Observation => ({ probe: 'step', at, text });
const texts = (recorder: Recorder) =>
  recorder.timeline.map((seen) => (seen.probe === 'step' ? seen.text : seen.probe));

describe('the timeline', () => {
  test('is in the order of times, whatever the order of arrival', () => {
    const recorder = new Recorder();
    for (const at of [5, 1, 9, 3, 4]) recorder.record(step(at));
    expect(texts(recorder)).toEqual(['at 1', 'at 3', 'at 4', 'at 5', 'at 9']);
  });

  test('keeps what has the same time in the order of arrival', () => {
    const recorder = new Recorder();
    for (const text of ['first', 'second', 'third']) recorder.record(step(7, text));
    recorder.record(step(6, 'before'));
    expect(texts(recorder)).toEqual(['before', 'first', 'second', 'third']);
  });
});

test('can tell later which socket something in it is about, which is news', () => {
  const recorder = new Recorder();
  const told = { probe: 'application', at: 2, host: 'server', socket: 'server/1', kind: 'closed' } as const;
  for (const observation of [step(1), told, step(3)]) recorder.record(observation);
  let calls = 0;
  recorder.onNews(() => calls++);
  const attributed = recorder.attribute<Observation>(told, 'server');
  expect(attributed).toEqual({ ...told, socket: 'server' });
  expect(recorder.timeline[1]).toBe(attributed);
  expect([recorder.timeline.length, calls]).toEqual([3, 1]);
});

test('its clock begins when it is told to, in milliseconds with three decimals', () => {
  const recorder = new Recorder();
  const before = monotonicMs();
  recorder.begin();
  const after = monotonicMs();
  expect(recorder.toLabTime(before)).toBeLessThanOrEqual(0);
  expect(recorder.toLabTime(after)).toBeGreaterThanOrEqual(0);
  const [now, later] = [recorder.toLabTime(after), recorder.toLabTime(after + 12.3456)];
  expect(later - now).toBeCloseTo(12.346, 2);
  expect(Number(later.toFixed(3))).toBe(later);
});

describe('news', () => {
  test('wakes everyone who waits', async () => {
    const recorder = new Recorder();
    const { signal } = new AbortController();
    const waits = Array.from({ length: 20 }, () => recorder.untilNews(signal));
    let calls = 0;
    recorder.onNews(() => calls++);
    recorder.record(step(1));
    await Promise.all(waits);
    expect(calls).toBe(1);
  });

  test('is not waited for any longer once the signal aborts, also where it has before', async () => {
    const recorder = new Recorder();
    const abort = new AbortController();
    const wait = recorder.untilNews(abort.signal);
    abort.abort();
    await wait;
    await recorder.untilNews(abort.signal);
    expect(recorder.timeline).toEqual([]);
  });
});
