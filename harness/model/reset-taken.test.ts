import { expect, test } from '@jest/globals';
import type { TracedReset, TracedSegment } from './observation.ts';
import { resetTaken } from './reset-taken.ts';

const common = {
  ...{ probe: 'trace' as const, host: 'client', socket: 'client' },
  local: { address: '10.0.0.2', port: 40_000 },
  peer: { address: '10.0.0.3', port: 7000 },
};
const received: TracedSegment = { ...common, at: 1, kind: 'reset-received' };
const sent = (by: TracedReset['by'], state?: TracedReset['state']): TracedReset => ({
  ...{ ...common, at: 2, kind: 'reset-sent', by, state },
});

test('a RST that came in', () => {
  expect(resetTaken([received])).toBe(received);
  expect(resetTaken([])).toBeUndefined();
});

test('a socket that answers what came in although it is CLOSED was not reset', () => {
  expect(resetTaken([received, sent('segment', 'CLOSED')])).toBeUndefined();
});

test('what else it sent says nothing of what came', () => {
  // In its name when it was gone; before, to a segment that acknowledged nothing; by a call that ended it.
  for (const other of [sent('segment'), sent('segment', 'SYN_SENT'), sent('application', 'CLOSED')])
    expect(resetTaken([received, other])).toBe(received);
});
