import { expect, test } from '@jest/globals';
import { monotonicMs, realtimeAheadMs } from './clock.ts';

test('is the clock that all processes of a kernel share, from its first reading on', () => {
  for (let reading = 0; reading < 100; reading++) {
    const before = Number(process.hrtime.bigint()) / 1e6;
    const read = monotonicMs();
    const after = Number(process.hrtime.bigint()) / 1e6;
    expect(read).toBeGreaterThanOrEqual(before);
    expect(read).toBeLessThanOrEqual(after);
  }
});

test('with what the other clock is ahead it tells the time of day', () => {
  for (let reading = 0; reading < 100; reading++) {
    const before = Date.now();
    const told = monotonicMs() + realtimeAheadMs();
    // Date.now() leaves out what is less than a millisecond.
    expect(told).toBeGreaterThan(before - 0.1);
    expect(told).toBeLessThan(Date.now() + 1.1);
  }
});
