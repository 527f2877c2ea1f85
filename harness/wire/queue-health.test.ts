import { expect, test } from '@jest/globals';
import { queueHealth } from './segment-queue.ts';

// Columns as seq_show in net/netfilter/nfnetlink_queue.c prints them: queue, port, waiting, copy mode, copy range,
// dropped for want of room, dropped for want of a reader, packets so far.
const TABLE = [
  '    0   4242     0 2 65531     0     0        9  1',
  '  793 -40001     3 2 65535    17     5     1234  1',
  '',
].join('\n');

test('what a queue has seen, and lost for either reason', () => {
  expect(queueHealth(TABLE, 793)).toEqual({ queued: 1234, lost: 22 });
  expect(queueHealth(TABLE, 0)).toEqual({ queued: 9, lost: 0 });
});

test('a queue that is not there has seen and lost nothing', () => {
  expect(queueHealth(TABLE, 79)).toEqual({ queued: 0, lost: 0 });
  expect(queueHealth('', 793)).toEqual({ queued: 0, lost: 0 });
});
