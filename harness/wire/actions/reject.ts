import { buildIcmpError, type IcmpRejection } from '../../model/icmp.ts';
import { flagBits } from '../../model/segment.ts';
import { resetFor } from '../forge.ts';
import type { Fate, FateContext, Passage } from '../passage.ts';

export type Rejection = 'rst' | IcmpRejection;

const RST = flagBits(['RST']);

/** Does not let segments through, and tells their sender so in the receiver's name, as a middlebox does. */
export function reject(how: Rejection, context: FateContext): Fate {
  return { take: (passage) => rejectOne(passage, how, context) };
}

export function rejectOne(passage: Passage, how: Rejection, { send }: FateContext): void {
  passage.tell('rejected', how);
  passage.drop();
  // A reset is never answered by another (RFC 9293 section 3.5.2).
  if (how === 'rst' && passage.segment.flags & RST) return;
  const answer = how === 'rst' ? resetFor(passage.segment) : buildIcmpError(passage.packet, how);
  if (answer) send(answer);
}
