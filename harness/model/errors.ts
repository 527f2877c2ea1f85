/** What went wrong, in a word a program can test. */
export type ErrorCode =
  | 'UNKNOWN_BACKEND'
  | 'UNKNOWN_OPTION'
  | 'UNKNOWN_STATE'
  | 'UNKNOWN_COUNTER'
  | 'AMBIGUOUS_COUNTER'
  | 'UNKNOWN_REASON'
  | 'INVALID_OPTION'
  | 'INVALID_CONFIG'
  | 'MISSING_TOOL'
  | 'NO_PRIVILEGE'
  | 'NO_ENGINE'
  | 'NO_IMAGE'
  | 'NO_TOXIPROXY'
  | 'ADDRESS_IN_USE'
  | 'SYSCALL_FAILED'
  | 'AGENT_DIED'
  | 'TOXIPROXY_DIED'
  | 'PROGRAM_ENDED'
  | 'PROTOCOL_ERROR'
  | 'NOT_AWAITED'
  | 'NOT_OBSERVABLE'
  | 'PROBES_DISAGREE'
  | 'UNPROVEN_CLAIM'
  | 'CHANGED_VERDICT'
  | 'AMBIGUOUS_CONNECTION'
  | 'HOST_SETUP_FAILED'
  | 'NO_WIRE'
  | 'QUEUE_TAKEN'
  | 'WIRE_LOST'
  | 'NOTHING_HELD'
  | 'CONFLICTING_FAULTS'
  | 'TIMED_OUT';

/**
 * Every error the harness raises on purpose. The message says what was wrong and where;
 * `hint`, where given, says what to do next and is part of the message too.
 */
export class HalfcloseError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(options.hint ? `${message}\n  ${options.hint}` : message, { cause: options.cause });
    this.name = 'HalfcloseError';
    this.code = code;
    this.hint = options.hint;
  }
}
