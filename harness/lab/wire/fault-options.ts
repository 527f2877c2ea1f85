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
};

type Kind = keyof typeof OPTIONS;

/** What the scenario calls a fault, where that is another word than the wire's. */
const CALLS: Partial<Record<Kind, string>> = { lose: 'loss', forget: 'idleTimeout' };

/** The options of a fault, checked. Raises INVALID_OPTION naming the one that is wrong. */
export function checkNumbers<K extends Kind>(kind: K, options: unknown): z.infer<(typeof OPTIONS)[K]> {
  const checked = OPTIONS[kind].safeParse(options);
  if (checked.success) return checked.data as z.infer<(typeof OPTIONS)[K]>;
  const [issue] = checked.error.issues;
  const option = issue?.path.join('.') ?? '';
  throw new HalfcloseError(
    issue?.code === 'unrecognized_keys' ? 'UNKNOWN_OPTION' : 'INVALID_OPTION',
    `lab.wire.${CALLS[kind] ?? kind}()${option ? `: option \`${option}\`` : ''}: ${issue?.message ?? 'not valid'}`,
    { hint: `it takes: ${Object.keys(OPTIONS[kind].shape).join(', ')}` },
  );
}
