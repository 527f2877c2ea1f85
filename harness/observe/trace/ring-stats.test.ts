import { expect, test } from '@jest/globals';
import { RingStats } from './ring-stats.ts';

/** As two processors' `stats` files say it. */
const stats = (entries: number, read: number, dropped = 0) =>
  `entries: ${String(entries)}\noverrun: 9\ndropped events: ${String(dropped)}\nread events: ${String(read)}\nentries: 1\nread events: 2\n`;

test('all has been handed out when as much has come as there was', () => {
  const ring = new RingStats();
  ring.handedOut(7, 0);
  expect(ring.hasAll(stats(4, 1))).toBe(false);
  ring.handedOut(1, 0);
  expect(ring.hasAll(stats(4, 1))).toBe(true);
  expect(ring.gap).toBeUndefined();
});

test('what was lost is told, and not waited for', () => {
  const ring = new RingStats();
  ring.handedOut(5, 3);
  expect(ring.hasAll(stats(4, 1))).toBe(true);
  expect(ring.gap).toBe("3 events of the kernel's trace were lost");
});

test('a loss that nobody has counted', () => {
  const ring = new RingStats();
  ring.handedOut(1, NaN);
  expect(ring.hasAll(stats(4, 1))).toBe(true);
  expect(ring.gap).toMatch(/^an unknown number of events/);
  const full = new RingStats();
  expect(full.hasAll(stats(100, 1, 1))).toBe(true);
  expect(full.gap).toMatch(/^an unknown number/);
});
