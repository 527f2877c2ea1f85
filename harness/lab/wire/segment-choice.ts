import { z } from 'zod';
import { HalfcloseError } from '../../model/errors.ts';
import type { TcpFlag } from '../../model/segment.ts';
import { rangeText, toRange, type Span } from '../../model/span.ts';
import type { TouchedSegment, Position, Range } from '../../model/wire.ts';
import { readFlags, type GivenFlags } from './read-flags.ts';
import type { WirePlace } from './wire-place.ts';

/**
 * Which segments a fault is about: those that fit every part. At least one of `from` and `to` is needed; a socket
 * stands for its own connection, a server or proxy for its port, a host for all that is on it.
 */
export interface SegmentChoice {
  readonly from?: WirePlace;
  readonly to?: WirePlace;
  /** Flags that are on, others may be too: `'FIN'`, `'SYN ACK'`. Default: any. */
  readonly flags?: GivenFlags;
  /** Flags that are off. */
  readonly without?: GivenFlags;
  /** Only the nth of those that fit, in each connection and direction; or the first n; or all after n. */
  readonly nth?: number;
  readonly first?: number;
  readonly after?: number;
  /** Bytes of payload: `{ min: 1 }` is data. */
  readonly payload?: Span;
  /** Sequence number relative to the connection, as captures count: SYN is 0, the first byte of data 1. */
  readonly seq?: Span;
  readonly ack?: Span;
  /** Has the last word on each segment that fits the rest; the segment waits for it in the kernel. */
  readonly where?: (segment: TouchedSegment) => boolean | Promise<boolean>;
}

/** A choice of segments, checked, but for its ends. */
export interface CheckedChoice {
  readonly flags: readonly TcpFlag[];
  readonly without: readonly TcpFlag[];
  readonly payload?: Range | undefined;
  readonly seq?: Range | undefined;
  readonly ack?: Range | undefined;
  readonly position?: Position | undefined;
  readonly asks: boolean;
}

const whole = z.int().min(0);
const span = z.union([whole, z.strictObject({ min: whole.optional(), max: whole.optional() })]);
const count = z.int().min(1);
const flags = z.union([z.string(), z.array(z.string())]);
const place = z.custom<WirePlace>((value) => typeof value === 'object' && value !== null, 'must be a place');

const CHOICE = z.strictObject({
  from: place.optional(),
  to: place.optional(),
  flags: flags.optional(),
  without: flags.optional(),
  nth: count.optional(),
  first: count.optional(),
  after: count.optional(),
  payload: span.optional(),
  seq: span.optional(),
  ack: span.optional(),
  where: z.custom((value) => typeof value === 'function', 'must be a function').optional(),
});

/** Raises UNKNOWN_OPTION or INVALID_OPTION for what makes no sense, or can never match. */
export function checkChoice(what: string, choice: SegmentChoice): CheckedChoice {
  const parsed = CHOICE.safeParse(choice);
  if (!parsed.success) throw notAChoice(what, parsed.error);
  if (!choice.from && !choice.to) fail(what, 'needs `from` or `to`: a host, a server, a socket');
  const on = readFlags(`${what}: \`flags\``, choice.flags);
  const without = readFlags(`${what}: \`without\``, choice.without);
  const both = on.filter((flag) => without.includes(flag));
  if (both.length > 0) fail(what, `can never match: ${both.join(', ')} both in \`flags\` and in \`without\``);
  if (choice.ack !== undefined && without.includes('ACK'))
    fail(what, 'can never match: a segment without ACK has no acknowledgement number');
  return {
    flags: on,
    without,
    payload: rangeOf(what, 'payload', choice.payload),
    seq: rangeOf(what, 'seq', choice.seq),
    ack: rangeOf(what, 'ack', choice.ack),
    position: positionOf(what, choice),
    asks: choice.where !== undefined,
  };
}

/** What the choice says, for a person. */
export function describeChoice(choice: CheckedChoice): string {
  const { flags: on, without, position, payload, seq, ack, asks } = choice;
  return [
    position && Object.entries(position).flat().join(' '),
    on.length > 0 ? on.join(' ') : 'any segment',
    without.length > 0 && `without ${without.join(' ')}`,
    payload && `of ${rangeText(payload)} bytes`,
    seq && `with seq ${rangeText(seq)}`,
    ack && `with ack ${rangeText(ack)}`,
    asks && 'that the predicate selects',
  ]
    .filter(Boolean)
    .join(' ');
}

function rangeOf(what: string, option: string, given: Span | undefined): Range | undefined {
  if (given === undefined) return undefined;
  const { min, max } = toRange(given);
  if (min > max) fail(what, `can never match: \`${option}\` from ${String(min)} to ${String(max)}`);
  return { min, max };
}

function positionOf(what: string, { nth, first, after }: SegmentChoice): Position | undefined {
  const given = [nth, first, after].filter((value) => value !== undefined);
  if (given.length > 1) fail(what, 'takes one of `nth`, `first` and `after`');
  if (nth !== undefined) return { nth };
  if (first !== undefined) return { first };
  return after === undefined ? undefined : { after };
}

function notAChoice(what: string, error: z.ZodError): HalfcloseError {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const unknown = issue.keys.map((key) => `\`${key}\``).join(', ');
    return new HalfcloseError('UNKNOWN_OPTION', `${what}: segments cannot be chosen by ${unknown}`, {
      hint: `they can by ${Object.keys(CHOICE.shape).join(', ')}`,
    });
  }
  return new HalfcloseError(
    'INVALID_OPTION',
    `${what}: \`${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? ''}`,
  );
}

function fail(what: string, why: string, hint?: string): never {
  throw new HalfcloseError('INVALID_OPTION', `${what} ${why}`, hint === undefined ? {} : { hint });
}
