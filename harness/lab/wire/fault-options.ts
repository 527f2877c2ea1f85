import { z } from 'zod';
import { HalfcloseError } from '../../model/errors.ts';
import { LARGEST_FLOOD } from '../../model/flood.ts';
import { ICMP_REJECTIONS, type IcmpRejection } from '../../model/icmp.ts';
import type { Target } from '../target.ts';

export interface DelayOptions {
  readonly ms: number;
  /** Default: 0. */
  readonly jitterMs?: number;
}

export interface RateOptions {
  readonly bytesPerSecond: number;
  /** Segments that may wait. Default: 1000, as netem's. */
  readonly queue?: number;
}

export interface ForgetOptions {
  readonly afterMs: number;
  readonly then: 'drop' | 'rst';
}

const count = z.int().min(1);
const notNegative = z.number().min(0);
const positive = z.number().positive();
const rejections = Object.keys(ICMP_REJECTIONS) as [IcmpRejection, ...IcmpRejection[]];

const place = z.custom<Target>((value) => typeof value === 'object' && value !== null, 'must be a place');
const letGo = z.strictObject({
  places: z
    .array(count)
    .min(1)
    .refine((places) => new Set(places).size === places.length, 'a place is named twice')
    .optional(),
  reversed: z.boolean().optional(),
});

const OPTIONS = {
  delay: z.strictObject({ ms: notNegative, jitterMs: notNegative.optional() }),
  duplicate: z.strictObject({ copies: count.optional() }),
  reorder: z.strictObject({ behind: count.optional() }),
  corrupt: z.strictObject({ what: z.enum(['checksum', 'payload']).optional() }),
  reject: z.strictObject({ with: z.enum(['rst', ...rejections]).optional() }),
  lose: z.strictObject({ probability: z.number().min(0).max(1) }),
  rate: z.strictObject({ bytesPerSecond: positive, queue: count.optional() }),
  forget: z.strictObject({ afterMs: positive, then: z.enum(['drop', 'rst']) }),
  partition: z.strictObject({ oneWay: z.boolean().optional() }),
  flood: z
    .strictObject({ to: place, count: count.max(LARGEST_FLOOD), addresses: count.optional() })
    .refine(({ count: syns, addresses = 1 }) => addresses <= syns, {
      path: ['addresses'],
      message: 'there cannot be more addresses than SYNs',
    }),
  release: letGo,
  discard: letGo,
};

type Kind = keyof typeof OPTIONS;

const WIRE = 'lab.wire.';

/** What the scenario calls, where the wire has another word for it. */
const CALLS: Partial<Record<Kind, string>> = {
  lose: 'lab.wire.loss',
  forget: 'lab.wire.idleTimeout',
  release: 'held.release',
  discard: 'held.discard',
};

/** The names of the options that each fault takes, under what the scenario calls it. */
export const FAULT_OPTIONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(OPTIONS).flatMap(([kind, { shape }]) => {
    const call = callOf(kind as Kind);
    return call.startsWith(WIRE) ? [[call.slice(WIRE.length), Object.keys(shape)]] : [];
  }),
);

function callOf(kind: Kind): string {
  return CALLS[kind] ?? `${WIRE}${kind}`;
}

/** The options of a fault, checked. Raises INVALID_OPTION naming the one that is wrong. */
export function checkNumbers<K extends Kind>(kind: K, options: unknown): z.infer<(typeof OPTIONS)[K]> {
  const checked = OPTIONS[kind].safeParse(options);
  if (checked.success) return checked.data as z.infer<(typeof OPTIONS)[K]>;
  const [issue] = checked.error.issues;
  const option = issue?.path.join('.') ?? '';
  throw new HalfcloseError(
    issue?.code === 'unrecognized_keys' ? 'UNKNOWN_OPTION' : 'INVALID_OPTION',
    `${callOf(kind)}()${option ? `: option \`${option}\`` : ''}: ${issue?.message ?? 'not valid'}`,
    { hint: `it takes: ${Object.keys(OPTIONS[kind].shape).join(', ')}` },
  );
}
