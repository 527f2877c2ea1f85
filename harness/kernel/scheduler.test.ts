import { expect, test } from '@jest/globals';
import { monotonicMs } from '../model/clock.ts';
import { Scheduler } from './scheduler.ts';

/** Resolves when the last of so many actions has been called. */
function calls(count: number) {
  const called: string[] = [];
  let resolve: () => void;
  const all = new Promise<void>((done) => (resolve = done));
  const action = (name: string) => () => {
    called.push(name);
    if (called.length === count) resolve();
  };
  return { called, all, action };
}

test('actions are called in the order of their times, none before its time', async () => {
  const scheduler = new Scheduler(monotonicMs);
  const start = monotonicMs();
  const { called, all, action } = calls(4);
  const times: number[] = [];
  for (const due of [30, 5, 0, 12]) {
    scheduler.at(start + due, () => {
      times.push(monotonicMs() - start - due);
      action(String(due))();
    });
  }
  expect(called).toEqual([]);
  await all;
  expect(called).toEqual(['0', '5', '12', '30']);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
});

// A clock of our own, so that it can be late at a chosen moment.
test('where the process was kept busy, what is due is still called in order', async () => {
  let now = 0;
  const scheduler = new Scheduler(() => now);
  const { called, all, action } = calls(4);
  scheduler.at(20, action('asked for first'));
  now = 18.5;
  scheduler.at(20, action('asked for second'));
  scheduler.at(19.5, action('due before'));
  now = 50;
  scheduler.at(40, action('due later'));
  await all;
  expect(called).toEqual(['due before', 'asked for first', 'asked for second', 'due later']);
});

test('what is called off is not called, and calling it off twice or late does nothing', async () => {
  const scheduler = new Scheduler(monotonicMs);
  const start = monotonicMs();
  const { called, all, action } = calls(2);
  const cancelFirst = scheduler.at(start + 1, action('called off'));
  const cancelKept = scheduler.at(start + 2, action('kept'));
  scheduler.at(start + 3, action('last'));
  cancelFirst();
  cancelFirst();
  await all;
  cancelKept();
  expect(called).toEqual(['kept', 'last']);
});

test('an action may ask for another, and is not called again', async () => {
  const scheduler = new Scheduler(monotonicMs);
  const { called, all, action } = calls(2);
  scheduler.at(0, () => {
    action('first')();
    scheduler.at(0, action('second'));
  });
  await all;
  expect(called).toEqual(['first', 'second']);
});
