import type { WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { toReachState } from './to-reach-state.ts';

/** Whether the kernel has forgotten the socket: no look shows it any more, in any state. */
export function toBeGone(subject: unknown, options: WithinOptions = {}): Question {
  return { ...toReachState(subject, 'CLOSED', options), matcher: 'toBeGone', argument: '', expected: 'gone' };
}
