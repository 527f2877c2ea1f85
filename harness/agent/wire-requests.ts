import * as z from 'zod/mini';
import { ICMP_REJECTIONS, type IcmpRejection } from '../model/icmp.ts';
import { LARGEST_FLOOD } from '../model/flood.ts';
import type { Operation, Params } from '../model/protocol.ts';
import { TCP_FLAGS } from '../model/segment.ts';

type WireOperation = Extract<Operation, `wire${string}`>;

const count = () => z.int().check(z.minimum(1));
const port = () => z.int().check(z.minimum(0), z.maximum(65_535));
const fault = () => z.string().check(z.minLength(1));
const flags = () => z.array(z.enum(TCP_FLAGS));
const uint32 = () => z.int().check(z.minimum(0), z.maximum(2 ** 32 - 1));
const range = () => z.optional(z.strictObject({ min: z.int(), max: z.int() }));
const end = () => z.strictObject({ addresses: z.array(z.string()), port: z.optional(port()) });
export const address = () => z.strictObject({ address: z.string(), port: port() });
const icmp = () => z.enum(Object.keys(ICMP_REJECTIONS) as [IcmpRejection, ...IcmpRejection[]]);

const selection = () =>
  z.strictObject({
    from: end(),
    to: end(),
    flags: flags(),
    without: flags(),
    payload: range(),
    seq: range(),
    ack: range(),
    position: z.optional(
      z.union([
        z.strictObject({ nth: count() }),
        z.strictObject({ first: count() }),
        z.strictObject({ after: count() }),
      ]),
    ),
    asks: z.boolean(),
  });

const positive = () => z.number().check(z.positive());
const notNegative = () => z.number().check(z.minimum(0));

const action = () =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('watch') }),
    z.strictObject({ kind: z.literal('drop') }),
    z.strictObject({ kind: z.literal('hold') }),
    z.strictObject({ kind: z.literal('delay'), ms: notNegative(), jitterMs: notNegative() }),
    z.strictObject({ kind: z.literal('duplicate'), copies: count() }),
    z.strictObject({ kind: z.literal('reorder'), behind: count() }),
    z.strictObject({ kind: z.literal('corrupt'), what: z.enum(['checksum', 'payload']) }),
    z.strictObject({ kind: z.literal('reject'), with: z.union([z.literal('rst'), icmp()]) }),
    z.strictObject({ kind: z.literal('lose'), probability: z.number().check(z.minimum(0), z.maximum(1)) }),
    z.strictObject({ kind: z.literal('rate'), bytesPerSecond: positive(), queue: count() }),
    z.strictObject({ kind: z.literal('forget'), afterMs: positive(), then: z.enum(['drop', 'rst']) }),
  ]);

const forged = () =>
  z.strictObject({
    from: address(),
    to: address(),
    flags: flags(),
    seq: uint32(),
    ack: uint32(),
    window: port(),
    timestamps: z.optional(z.strictObject({ value: uint32(), echo: uint32() })),
    base64: z.string(),
  });

const flood = () =>
  z.strictObject({
    to: address(),
    count: count().check(z.maximum(LARGEST_FLOOD)),
    addresses: count(),
    taken: z.int().check(z.minimum(0)),
    seed: z.int(),
  });

export const WIRE_SCHEMAS: { readonly [O in WireOperation]: () => z.ZodMiniType<Params<O>> } = {
  wireArm: () => z.strictObject({ fault: fault(), selection: selection(), action: action(), seed: z.int() }),
  wireLift: () => z.strictObject({ fault: fault() }),
  wireHeld: () => z.strictObject({ fault: fault() }),
  wireRelease: () =>
    z.strictObject({
      fault: fault(),
      places: z.optional(z.array(count())),
      reversed: z.boolean(),
      discard: z.boolean(),
    }),
  wireAnswer: () => z.strictObject({ question: z.int(), selected: z.boolean() }),
  wireForge: () => z.strictObject({ segment: forged() }),
  wireFlood: () => z.strictObject({ flood: flood() }),
  wireNumbers: () => z.strictObject({ from: address(), to: address() }),
  wireHealth: () => z.strictObject({}),
  wireTry: () => z.strictObject({}),
};
