import path from 'node:path';
import * as z from 'zod/mini';
import type { Operation, Params } from '../model/protocol.ts';
import type { ProgramRequests } from '../model/program-protocol.ts';

const name = () => z.string().check(z.minLength(1));

/** A file of the program's own folder, and nowhere else. */
const inside = () =>
  name().check(
    z.refine((file) => !path.isAbsolute(file) && path.normalize(file).split('/')[0] !== '..', {
      error: 'is outside of the folder',
    }),
  );

export const PROGRAM_SCHEMAS: {
  readonly [O in Operation & keyof ProgramRequests]: () => z.ZodMiniType<Params<O>>;
} = {
  programStart: () =>
    z.strictObject({
      program: name(),
      command: z.array(z.string()).check(z.minLength(1)),
      files: z.record(inside(), z.string()),
      port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535))),
      withinMs: z.number().check(z.positive()),
    }),
  programKill: () => z.strictObject({ program: name(), signal: z.enum(['SIGKILL', 'SIGTERM', 'SIGINT']) }),
};
