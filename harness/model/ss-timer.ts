import type { SocketTimer } from './socket-row.ts';

const TIMER = /^\((\w+),([^,]*),(\d+)\)$/;

/**
 * iproute2 misc/ss.c print_ms_timer(): `119min`, `1min29sec`, `59sec`, `198ms`, nothing at all for 0,
 * and `5.132ms` for 5 seconds and 132 milliseconds.
 */
const REMAINING = /^(?:(\d+)min)?(?:(\d+)sec|(?:(\d+)\.)?(\d+)ms)?$/;

const NAMES: readonly string[] = ['on', 'keepalive', 'timewait', 'persist'] satisfies SocketTimer['name'][];

/** Reads the value of `timer:`, such as `(on,198ms,0)`; undefined where it cannot be read. */
export function parseTimer(value: string): SocketTimer | undefined {
  const [, name = '', remaining = '', retransmits] = TIMER.exec(value) ?? [];
  const remainingMs = parseRemaining(remaining);
  if (retransmits === undefined || remainingMs === undefined) return undefined;
  return { name: isTimerName(name) ? name : 'unknown', remainingMs, retransmits: Number(retransmits) };
}

function isTimerName(name: string): name is SocketTimer['name'] {
  return NAMES.includes(name);
}

function parseRemaining(text: string): number | undefined {
  const parts = REMAINING.exec(text);
  if (!parts) return undefined;
  const [, minutes = 0, wholeSeconds = 0, seconds = wholeSeconds, milliseconds = 0] = parts;
  return Number(minutes) * 60_000 + Number(seconds) * 1_000 + Number(milliseconds);
}
