import { LabHost } from '../lab/lab-host.ts';
import { LabSocket } from '../lab/lab-socket.ts';
import { Server } from '../lab/server.ts';
import { HalfcloseError } from '../model/errors.ts';
import { halfOpenAt } from '../model/half-open.ts';
import { isIn, rangeText, toRange, type Span } from '../model/span.ts';
import type { Range } from '../model/wire.ts';
import type { Answer } from '../model/verdict.ts';
import { isObject, patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';

export interface HalfOpenOptions extends WithinOptions {
  /** How many addresses the entries are from. Default: any number. */
  readonly addresses?: Span;
}

/**
 * Whether the kernel keeps that many half-open requests for a listener, as the last look showed; where no number is
 * given, any.
 */
export function toHaveHalfOpen(subject: unknown, entries?: Span, options: HalfOpenOptions = {}): Question {
  const listener = listenerOf(subject);
  const waits = patience(options, ['addresses']);
  const { addresses } = options;
  const wanted = {
    entries: rangeOf('entries', entries ?? { min: 1 }),
    addresses: rangeOf('addresses', addresses ?? { min: 0 }),
  };
  const from = addresses === undefined ? '' : ` from ${rangeText(wanted.addresses)} addresses`;
  return {
    matcher: 'toHaveHalfOpen',
    argument: entries === undefined ? '' : rangeText(wanted.entries),
    lab: listener.lab,
    sockets: [listener],
    expected: `${rangeText(wanted.entries)} half-open requests${from}`,
    ...waits,
    assess: () => assess(listener, wanted),
  };
}

function assess(
  { host, ends, lab }: LabSocket,
  wanted: { readonly entries: Range; readonly addresses: Range },
): Answer {
  const { entries, addresses } = halfOpenAt(host.name, ends?.local.port ?? 0, lab.recorder.timeline);
  const received = `${String(entries)} half-open requests from ${String(addresses)} addresses`;
  const says = isIn(wanted.entries, entries) && isIn(wanted.addresses, addresses) ? 'yes' : 'open';
  return { says, received, hint: hintFor(entries, wanted.entries) };
}

/** tcp_conn_request() in net/ipv4/tcp_input.c: what keeps a request from being made. */
function hintFor(entries: number, { min }: Range): string | undefined {
  if (entries >= min) return undefined;
  return 'the backlog of listen(2), net.core.somaxconn and net.ipv4.tcp_max_syn_backlog say how many there may be; with net.ipv4.tcp_syncookies there are none beyond that, with 2 none at all';
}

function listenerOf(subject: unknown): LabSocket {
  const listener = subject instanceof Server ? subject.listener : subject;
  if (listener instanceof LabSocket && listener.role === 'listener') return listener;
  const what = subject instanceof LabHost ? `a host: ${subject.name}` : 'something else';
  throw new HalfcloseError(
    'INVALID_OPTION',
    `toHaveHalfOpen is asked of a server, or of a listening socket, and got ${what}`,
  );
}

function rangeOf(name: string, span: Span): Range {
  const range = toRange(span);
  const isSpan = isSpanLike(span) && Number.isInteger(range.min) && Number.isInteger(range.max);
  if (isSpan && range.min >= 0 && range.min <= range.max) return range;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected \`${name}\` to be a whole number from 0 on, or { min, max }, got \`${JSON.stringify(span)}\``,
  );
}

/** What says neither how many at least nor how many at most would be true of any number. */
function isSpanLike(span: unknown): boolean {
  if (typeof span === 'number') return true;
  const keys = isObject(span) ? Object.keys(span as object) : [];
  return keys.length > 0 && keys.every((key) => key === 'min' || key === 'max');
}
