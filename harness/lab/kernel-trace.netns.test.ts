import { expect, test } from '@jest/globals';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { KernelTrace } from './kernel-trace.ts';

test('a trace is not whole before it has begun', async () => {
  const trace = KernelTrace.join(netnsBackend);
  try {
    expect(trace).toMatchObject({ gap: 'it has not begun', isOn: false, boot: undefined });
    await trace.ready;
    // On, or why this machine has none.
    expect(trace.isOn).toBe(trace.gap === undefined);
    expect(trace.gap).not.toBe('it has not begun');
  } finally {
    trace.leave();
  }
});
