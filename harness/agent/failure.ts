import type { AgentFailure } from '../model/protocol.ts';

/** Raised inside the agent for a request it cannot carry out; becomes the failure in the reply. */
export class RequestError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function toFailure(error: unknown): AgentFailure {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  return {
    code: code ?? 'INTERNAL',
    message: message || String(error),
    ...(syscall ? { syscall } : {}),
  };
}
