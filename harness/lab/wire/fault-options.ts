import { z } from 'zod';
import { HalfcloseError } from '../../model/errors.ts';
import { ICMP_REJECTIONS, type IcmpRejection } from '../../model/icmp.ts';

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
  release: letGo,
  discard: letGo,
};

type Kind = keyof typeof OPTIONS;

/** What the scenario calls, where the wire has another word for it. */
const CALLS: Partial<Record<Kind, string>> = {
  lose: 'lab.wire.loss',
  forget: 'lab.wire.idleTimeout',
  release: 'held.release',
  discard: 'held.discard',
};

/** The options of a fault, checked. Raises INVALID_OPTION naming the one that is wrong. */
export function checkNumbers<K extends Kind>(kind: K, options: unknown): z.infer<(typeof OPTIONS)[K]> {
  const checked = OPTIONS[kind].safeParse(options);
  if (checked.success) return checked.data as z.infer<(typeof OPTIONS)[K]>;
  const [issue] = checked.error.issues;
  const option = issue?.path.join('.') ?? '';
  throw new HalfcloseError(
    issue?.code === 'unrecognized_keys' ? 'UNKNOWN_OPTION' : 'INVALID_OPTION',
    `${CALLS[kind] ?? `lab.wire.${kind}`}()${option ? `: option \`${option}\`` : ''}: ${issue?.message ?? 'not valid'}`,
    { hint: `it takes: ${Object.keys(OPTIONS[kind].shape).join(', ')}` },
  );
}
