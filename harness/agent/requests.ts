import * as z from 'zod/mini';
import type { Operation, Params } from '../model/protocol.ts';
import { RequestError } from './failure.ts';
import { address, WIRE_SCHEMAS } from './wire-requests.ts';
import { PROGRAM_SCHEMAS } from './program-requests.ts';
import { RAW_SCHEMAS } from './raw-requests.ts';

// Compiling a schema takes longer than all the requests of a host that one scenario uses.
z.config({ jitless: true });

const text = z.string();
const name = text.check(z.minLength(1));
const port = z.int().check(z.minimum(0), z.maximum(65_535));
const reading = z.enum(['on', 'paused']);
const nothing = () => z.strictObject({});
const oneSocket = () => z.strictObject({ socket: name });
const httpRequest = () =>
  z.strictObject({ method: text, path: text, headers: z.record(text, text), body: text });
const policy = () =>
  z.strictObject({ onFin: z.enum(['close', 'ignore']), reading, linger: z.optional(z.literal(0)) });

/**
 * What each operation takes. A request that does not fit is refused before it touches a socket. Made when first
 * needed: most of the time a host takes to start is its agent's, and few agents see every operation.
 */
const SCHEMAS: { readonly [O in Operation]: () => z.ZodMiniType<Params<O>> } = {
  hello: nothing,
  tools: nothing,
  addIpv6Address: () => z.strictObject({ device: name, address: text }),
  configure: () => z.strictObject({ sysctls: z.record(text, text) }),
  readSysctl: () => z.strictObject({ name }),
  spawn: () => z.strictObject({ process: text }),
  kill: () => z.strictObject({ process: text, signal: text }),
  listen: () =>
    z.strictObject({
      socket: name,
      address: text,
      port,
      backlog: z.int().check(z.minimum(0)),
      policy: policy(),
      process: z.optional(text),
    }),
  connect: () =>
    z.strictObject({
      socket: name,
      to: address(),
      localAddress: z.optional(text),
      localPort: z.optional(port),
      policy: policy(),
      process: z.optional(text),
    }),
  write: () => z.strictObject({ socket: name, base64: text }),
  read: () => z.strictObject({ socket: name, reading }),
  sendFin: oneSocket,
  close: oneSocket,
  reset: oneSocket,
  sequenceNumbers: oneSocket,
  cadence: () => z.strictObject({ pauseMs: z.number().check(z.positive()), watched: z.boolean() }),
  look: () => z.strictObject({ whileWatched: z.boolean() }),
  announce: () => z.strictObject({ local: address(), peer: address() }),
  counters: nothing,
  countersMoved: nothing,
  captureStart: nothing,
  captureCounts: nothing,
  proxyStart: () => z.strictObject({ seed: z.int() }),
  proxyHttp: httpRequest,
  toxiproxyStart: () => z.strictObject({ port, program: z.optional(name) }),
  toxiproxyHttp: httpRequest,
  ...WIRE_SCHEMAS,
  ...RAW_SCHEMAS,
  ...PROGRAM_SCHEMAS,
};

export interface Request {
  readonly id: number;
  readonly op: Operation;
  readonly params: unknown;
}

const requestLine = z.strictObject({ id: z.int(), op: z.string(), params: z.unknown() });

/** The request in one line of input. Raises RequestError PROTOCOL_ERROR for a line that is not one. */
export function readRequest(line: string): Request {
  const parsed = requestLine.safeParse(parseJson(line));
  if (!parsed.success)
    throw new RequestError('PROTOCOL_ERROR', `not a request: ${z.prettifyError(parsed.error)}`);
  const { id, op, params } = parsed.data;
  if (!Object.hasOwn(SCHEMAS, op))
    throw new RequestError('PROTOCOL_ERROR', `no operation is called \`${op}\``);
  return { id, op: op as Operation, params };
}

/** The parameters of a request, checked. Raises RequestError INVALID_OPTION naming what is wrong. */
export function checkParams<O extends Operation>(op: O, params: unknown): Params<O> {
  const checked = SCHEMAS[op]().safeParse(params);
  if (!checked.success) throw new RequestError('INVALID_OPTION', `${op}: ${z.prettifyError(checked.error)}`);
  return checked.data;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new RequestError('PROTOCOL_ERROR', `not JSON: ${line.slice(0, 100)}`);
  }
}
