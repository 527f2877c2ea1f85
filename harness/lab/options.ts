import path from 'node:path';
import { z } from 'zod';
import { whyNotOfAHost } from '../model/sysctls.ts';
import { checkBySchema } from './check-options.ts';
import { LabHost } from './lab-host.ts';
import type { Target } from './target.ts';

const port = z.int().min(1).max(65_535);
const family = z.enum(['ipv4', 'ipv6']);
const onFin = z.enum(['close', 'ignore']);
const reading = z.enum(['on', 'paused']);
const on = z.custom<LabHost>((value) => value instanceof LabHost, 'must be a host of this lab');
const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'a name is lower-case letters, digits and dashes, such as `client-2`');
const sysctls = z.record(z.string(), z.union([z.string(), z.number()])).superRefine((given, context) => {
  for (const name of Object.keys(given)) {
    const message = whyNotOfAHost(name);
    if (message !== undefined) context.addIssue({ code: 'custom', message, path: [name] });
  }
});
const target = z.custom<Target>((value) => typeof value === 'object' && value !== null);

const host = z.strictObject({ name: name.optional(), sysctls: sysctls.optional() });
const placed = { name: name.optional(), on: on.optional(), sysctls: sysctls.optional() };
const policy = { onFin: onFin.optional(), reading: reading.optional(), linger: z.literal(0).optional() };

const server = z.strictObject({
  ...placed,
  ...policy,
  port: port.optional(),
  backlog: z.int().min(0).optional(),
  family: family.optional(),
  ownProcess: z.boolean().optional(),
});

const client = z.strictObject({
  ...placed,
  ...policy,
  to: target.optional(),
  via: target.optional(),
  localPort: port.optional(),
  ownProcess: z.boolean().optional(),
});

const proxy = z.strictObject({
  ...placed,
  to: target,
  port: port.optional(),
  family: family.optional(),
  engine: z.enum(['halfclose', 'toxiproxy']).optional(),
});

const rawSocket = z.strictObject({ ...placed, family: family.optional() });

const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)]);
/** Of the program's own folder, and nowhere else. */
const files = z
  .record(z.string(), z.union([z.string(), z.instanceof(Uint8Array)]))
  .superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      const inside = name !== '' && !path.isAbsolute(name) && path.normalize(name).split('/')[0] !== '..';
      const message = 'a file is in the folder of its program: `htdocs/index.html`';
      if (!inside) context.addIssue({ code: 'custom', message, path: [name] });
    }
  });

const program = z.strictObject({
  ...placed,
  command: z.array(z.string()).min(1),
  files: files.optional(),
  listens: oneOrMore(port).optional(),
  connectsTo: oneOrMore(target).optional(),
  family: family.optional(),
  withinMs: z.number().positive().optional(),
});

const SCHEMAS = { host, server, client, proxy, rawSocket, program };
type Kind = keyof typeof SCHEMAS;

/** The names of all options, by what they are of. */
export const OPTIONS_OF = Object.fromEntries(
  Object.entries(SCHEMAS).map(([kind, { shape }]) => [kind, Object.keys(shape)]),
);

/** Raises UNKNOWN_OPTION or INVALID_OPTION, naming option, value and what would be right, before anything is made. */
export function checkOptions(kind: Kind, options: unknown): void {
  checkBySchema(`lab.${kind}()`, SCHEMAS[kind], options);
}
