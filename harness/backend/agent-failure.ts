import { HalfcloseError, type ErrorCode } from '../model/errors.ts';
import type { AgentFailure } from '../model/protocol.ts';

const OWN_CODES: Readonly<Record<string, { code: ErrorCode; hint?: string }>> = {
  EADDRINUSE: { code: 'ADDRESS_IN_USE', hint: 'choose another port, or put the socket on a host of its own' },
  MISSING_TOOL: {
    code: 'MISSING_TOOL',
    hint: 'run ./setup, or rebuild the host image with `npx halfclose images`',
  },
  PROGRAM_ENDED: { code: 'PROGRAM_ENDED', hint: 'what it said last tells more' },
  TIMED_OUT: { code: 'TIMED_OUT' },
  TOXIPROXY_DIED: {
    code: 'TOXIPROXY_DIED',
    hint: 'what it said last tells more; is there a fault that it does not survive?',
  },
  QUEUE_TAKEN: {
    code: 'QUEUE_TAKEN',
    hint: 'another process of the host reads that netfilter queue: see /proc/net/netfilter/nfnetlink_queue there',
  },
  NO_WIRE: {
    code: 'NO_WIRE',
    hint: 'run `npx halfclose doctor`: it tells what of netfilter this kernel lacks',
  },
  NOTHING_HELD: { code: 'NOTHING_HELD' },
  INVALID_OPTION: { code: 'INVALID_OPTION' },
  PROTOCOL_ERROR: { code: 'PROTOCOL_ERROR' },
};

/** The error a scenario sees when an agent could not do what it was asked. */
export function agentFailureToError(failure: AgentFailure, op: string, host: string): HalfcloseError {
  const known = OWN_CODES[failure.code] ?? { code: 'SYSCALL_FAILED' as const };
  const where = failure.syscall ? `${op} (${failure.syscall})` : op;
  return new HalfcloseError(known.code, `host ${host}, ${where}: ${failure.message}`, {
    ...(known.hint ? { hint: known.hint } : {}),
    cause: failure,
  });
}
