import type { LabSocket } from '../lab/lab-socket.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { Answer } from '../model/verdict.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { socketThatTells } from './socket-that-tells.ts';

const SHOWN_BYTES = 80;

/** Whether the application has read exactly these bytes in all, no fewer and no more. */
export function toHaveReceived(
  subject: unknown,
  expected: string | Uint8Array,
  options: WithinOptions = {},
): Question {
  const socket = socketThatTells(subject, 'the bytes');
  const bytes = bytesOf(expected);
  return {
    matcher: 'toHaveReceived',
    argument: quote(bytes),
    lab: socket.lab,
    sockets: [socket],
    expected: quote(bytes),
    ...patience(options),
    assess: () => assess(socket, bytes),
  };
}

/** Raises INVALID_OPTION for what is neither text nor bytes. */
function bytesOf(expected: unknown): Buffer {
  if (typeof expected === 'string' || expected instanceof Uint8Array) return Buffer.from(expected as string);
  throw new HalfcloseError(
    'INVALID_OPTION',
    `toHaveReceived takes a string or a Uint8Array, got \`${JSON.stringify(expected)}\``,
  );
}

function assess({ track }: LabSocket, expected: Buffer): Answer {
  const { received } = track;
  if (received.equals(expected)) return { says: 'yes', received: quote(received), settled: true };
  const isPrefix = expected.subarray(0, received.length).equals(received);
  const hint = isPrefix
    ? undefined
    : `the bytes differ from number ${String(firstDifference(received, expected))} on`;
  return { says: 'open', received: quote(received), hint };
}

function firstDifference(a: Buffer, b: Buffer): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function quote(bytes: Buffer): string {
  const text = JSON.stringify(bytes.subarray(0, SHOWN_BYTES).toString());
  return bytes.length > SHOWN_BYTES ? `${text}… (${String(bytes.length)} bytes)` : text;
}
