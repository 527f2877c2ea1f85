import { connectionKey } from '../model/socket-row.ts';
import {
  findRun,
  tellRetransmissions,
  type ExchangedSegment,
  type Run,
  type WantedSegment,
} from '../model/exchange.ts';
import type { Answer } from '../model/verdict.ts';
import { socketOf, type Ends, type LabSocket } from '../lab/lab-socket.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { readSegments, segmentText, type NamedSegment } from './segment-words.ts';

/** How many segments a message shows, the last ones. */
const SHOWN = 20;

/** Whether the socket's connection has exchanged these segments, as a capture at the socket's own host shows them. */
export function toHaveExchanged(
  subject: unknown,
  wanted: readonly string[],
  options: WithinOptions = {},
): Question {
  const socket = socketOf(subject);
  const segments = readSegments(wanted, socket.lab);
  const text = segments.map((each) => each.text).join(', ');
  return {
    matcher: 'toHaveExchanged',
    argument: text,
    lab: socket.lab,
    sockets: [socket],
    expected: text,
    ...patience(options),
    flush: () => socket.host.capture.flush(),
    assess: () => assess(socket, segments),
  };
}

function assess(socket: LabSocket, wanted: readonly NamedSegment[]): Answer {
  if (!socket.ends) return { says: 'open', received: 'no connection yet' };
  const [own, other] = [namesOf(socket), namesAt(socket, socket.ends)];
  const exchanged = tellRetransmissions(segmentsOf(socket, socket.ends));
  const received = receivedText(exchanged, { out: socket.name, in: other[0] ?? 'the other end' });
  const doubt = doubtIn(socket, own, other);
  if (doubt !== undefined) return { says: 'open', received, failureUnproven: doubt, negationUnproven: doubt };
  const stranger = wanted.find(({ sender }) => !own.includes(sender) && !other.includes(sender));
  if (stranger) {
    const ends = [socket.name, other[0] ?? 'somebody who is not of this lab'].join(' and ');
    return {
      says: 'open',
      received,
      hint: `this connection is between ${ends}, and not ${stranger.sender}'s`,
    };
  }
  const run = findRun(
    exchanged,
    wanted.map((each): WantedSegment => ({ ...each, from: own.includes(each.sender) ? 'out' : 'in' })),
  );
  if (run.found) return { says: 'yes', received, settled: true };
  return { says: 'open', received, hint: hintOf(run, wanted, { out: socket.name, in: other[0] ?? '' }) };
}

type Names = Readonly<Record<ExchangedSegment['direction'], string>>;

function namesOf({ name, host }: LabSocket): string[] {
  return [name, host.name];
}

/** What the other end is called. */
function namesAt({ lab }: LabSocket, ends: Ends): string[] {
  const host = lab.hosts.find((each) => each.owns(ends.peer.address));
  const key = connectionKey({ local: ends.peer, peer: ends.local });
  const sockets = lab.sockets.filter((each) => each.ends && connectionKey(each.ends) === key);
  return [...sockets.map(({ name }) => name), ...(host ? [host.name] : [])];
}

/** Those between its ends; where several connections followed one another there, those of its own. */
function segmentsOf(socket: LabSocket, ends: Ends) {
  const key = connectionKey(ends);
  const all = socket.host.capture.segments.filter(({ direction, from, to }) => {
    const between = direction === 'out' ? { local: from, peer: to } : { local: to, peer: from };
    return connectionKey(between) === key;
  });
  const sharing = socket.lab.sockets.filter(
    (each) => each.host === socket.host && each.ends && connectionKey(each.ends) === key,
  );
  if (sharing.length < 2) return all;
  return all.filter(({ connection }) => connection === sharing.indexOf(socket) + 1);
}

function doubtIn({ host }: LabSocket, own: readonly string[], other: readonly string[]): string | undefined {
  if (other.includes(host.name) && own.includes(host.name))
    return `both ends are on host ${host.name}, and what they exchange does not pass its network device`;
  return host.capture.doubt;
}

function receivedText(exchanged: readonly ExchangedSegment[], names: Names): string {
  if (exchanged.length === 0) return 'no segment';
  const left = exchanged.length - SHOWN;
  const shown = exchanged.slice(-SHOWN).map((segment) => segmentText(segment, names));
  return [...(left > 0 ? [`… ${String(left)} earlier segments`] : []), ...shown].join('\n');
}

function hintOf({ came, instead }: Run, wanted: readonly NamedSegment[], names: Names): string {
  const missing = `\`${wanted[came]?.text ?? ''}\``;
  if (came === 0) return `${missing} was not exchanged`;
  const after = `after \`${wanted[came - 1]?.text ?? ''}\` came`;
  if (!instead) return `${after} no ${missing}`;
  return `${after} \`${segmentText(instead, names)}\`, not ${missing}`;
}
