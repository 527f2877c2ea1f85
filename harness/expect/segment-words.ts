import { HalfcloseError } from '../model/errors.ts';
import type { ExchangedSegment, WantedSegment } from '../model/exchange.ts';
import { TCP_FLAGS, type TcpFlag } from '../model/segment.ts';
import type { Lab } from '../lab/lab.ts';

/** A segment as a scenario names it. */
export interface NamedSegment extends Omit<WantedSegment, 'from'> {
  readonly text: string;
  /** The name of a socket, or of its host. */
  readonly sender: string;
}

/** Sender, flags, and then, as far as they are named: seq, ack, length, `again`. */
const WORDS = new RegExp(
  `^(\\S.*?)((?: (?:${TCP_FLAGS.join('|')}))+)(?: seq (\\d+))?(?: ack (\\d+))?(?: length (\\d+))?( again)?$`,
);

const FORM =
  'write sender and flags, then what else is to be compared, in this order: `server SYN ACK seq 0 ack 1`, `client PSH ACK length 5`, `client FIN ACK again`';

/** Raises INVALID_OPTION for what does not name a segment that a host or socket of this lab can send. */
export function readSegments(wanted: readonly string[], lab: Lab): NamedSegment[] {
  if (Array.isArray(wanted) && wanted.length > 0)
    return wanted.map((words: unknown) => readSegment(words, lab));
  throw new HalfcloseError('INVALID_OPTION', 'toHaveExchanged takes a list of one or more segments', {
    hint: FORM,
  });
}

function readSegment(words: unknown, lab: Lab): NamedSegment {
  const [text, sender = '', flags = '', seq, ack, length, again] = WORDS.exec(String(words)) ?? [];
  if (text === undefined)
    throw new HalfcloseError('INVALID_OPTION', `\`${String(words)}\` does not name a segment`, {
      hint: FORM,
    });
  const known = [...lab.hosts, ...lab.sockets].map(({ name }) => name);
  if (!known.includes(sender)) {
    throw new HalfcloseError('INVALID_OPTION', `\`${text}\`: this lab has nothing called \`${sender}\``, {
      hint: `it has: ${[...new Set(known)].join(', ')}`,
    });
  }
  return {
    ...{ text, sender, flags: flags.trim().split(' ') as TcpFlag[], again: again !== undefined },
    ...{ seq: numberOf(seq), ack: numberOf(ack), length: numberOf(length) },
  };
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

/** The same words for a segment that was exchanged. */
export function segmentText(
  { direction, flags, relativeSeq, relativeAck, length, again }: ExchangedSegment,
  senders: Readonly<Record<ExchangedSegment['direction'], string>>,
): string {
  const numbers = [
    relativeSeq === undefined ? '' : ` seq ${String(relativeSeq)}`,
    relativeAck === undefined ? '' : ` ack ${String(relativeAck)}`,
    length > 0 ? ` length ${String(length)}` : '',
  ].join('');
  return `${senders[direction]} ${flags.join(' ')}${numbers}${again ? ' again' : ''}`;
}
