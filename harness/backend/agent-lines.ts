import { z } from 'zod';
import { HalfcloseError } from '../model/errors.ts';
import type { AgentLine } from '../model/protocol.ts';
import { TCP_FLAGS } from '../model/segment.ts';
import { TCP_STATES } from '../model/tcp-state.ts';

const address = z.object({ address: z.string(), port: z.number().int().min(0).max(65_535) });
const time = z.number().nonnegative();

const touched = z.looseObject({
  at: time,
  verdict: z.string(),
  segment: z.number().int(),
  from: address,
  to: address,
  flags: z.array(z.enum(TCP_FLAGS)),
  seq: z.number().int(),
  ack: z.number().int(),
  length: z.number().int(),
});

const reply = z.discriminatedUnion('ok', [
  z.object({ id: z.number().int(), ok: z.literal(true), result: z.unknown() }),
  z.object({
    id: z.number().int(),
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), syscall: z.string().optional() }),
  }),
]);

const event = z.discriminatedUnion('event', [
  z.looseObject({ event: z.literal('app'), at: time, socket: z.string(), kind: z.string() }),
  z.looseObject({
    event: z.literal('look'),
    at: time,
    before: time,
    began: time,
    looks: z.number().int(),
    errors: z.number().int(),
    seen: z.array(z.looseObject({ local: address, peer: address, state: z.enum(TCP_STATES) })),
  }),
  z.object({ event: z.literal('wire'), touched: z.array(touched) }),
  z.object({
    event: z.literal('wire-question'),
    question: z.number().int(),
    fault: z.string(),
    segment: touched,
  }),
  z.object({ event: z.literal('wire-failed'), message: z.string() }),
  z.object({ event: z.literal('capture'), base64: z.string() }),
  z.object({ event: z.enum(['capture-ended', 'ends-untold']), why: z.string() }),
  z.object({ event: z.literal('program-said'), program: z.string(), text: z.string() }),
  z.object({
    event: z.literal('program-ended'),
    at: time,
    program: z.string(),
    how: z.string(),
    exitCode: z.number().int().optional(),
  }),
  z.object({ event: z.literal('ended-socket'), at: time, local: address, peer: address }),
]);

const agentLine = z.union([event, reply]);

/** One line an agent printed, checked; or the error that says which host printed what. */
export function readAgentLine(text: string, host: string): AgentLine | HalfcloseError {
  const complaint = (reason: string) =>
    new HalfcloseError(
      'PROTOCOL_ERROR',
      `host ${host} printed a line that is not of the protocol: ${reason}\n  ${text.slice(0, 200)}`,
      {
        hint: "something else writes to the agent's stdout, or harness and host image are of different versions",
      },
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return complaint('it is not JSON');
  }
  const checked = agentLine.safeParse(parsed);
  return checked.success ? (checked.data as AgentLine) : complaint(z.prettifyError(checked.error));
}
