import { LabHost } from '../lab/lab-host.ts';
import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import { counterNamed } from '../model/counter-names.ts';
import { listed } from '../model/explanation/words.ts';
import type { Counters } from '../model/protocol.ts';
import type { Answer } from '../model/verdict.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { checkWholeNumber } from './whole-number.ts';

/**
 * Whether a counter of the host's kernel has moved by exactly `wanted`, or by anything where no number is given: since
 * the host was made, or since before the socket was.
 */
export function toHaveCounted(
  subject: unknown,
  name: string,
  wanted?: number,
  options: WithinOptions = {},
): Question {
  const socket = subject instanceof LabHost ? undefined : socketOf(subject, 'a host, ');
  const host = socket?.host ?? (subject as LabHost);
  const counter = counterNamed(name, host.counterNames);
  checkWholeNumber('how far a counter moved', wanted, 0);
  let count: Count = { counter, host: host.name, by: [] };
  return {
    matcher: 'toHaveCounted',
    argument: wanted === undefined ? counter : `${counter}, ${String(wanted)}`,
    lab: host.lab,
    ...(socket ? { sockets: [socket] } : { subject: `host ${host.name}`, sockets: [], hosts: [host] }),
    expected: `${counter} +${wanted === undefined ? '1 or more' : String(wanted)} at ${host.name}`,
    ...patience(options),
    refresh: async () => {
      const by = socketsOn(host);
      count = { counter, host: host.name, by, ...(await readMoved(host, counter, socket?.countersBefore)) };
    },
    assess: () => answerCounted(count, wanted),
  };
}

/** As many as a reader takes in. */
const MOST_NAMES = 3;

/** What is known of a counter that a question is about. */
export interface Count {
  readonly counter: string;
  readonly host: string;
  /** How far it has moved; undefined where it could not be read, and then why. */
  readonly moved?: number;
  readonly unread?: string;
  /** The sockets that could have moved it. */
  readonly by: readonly string[];
}

export function answerCounted({ counter, host, moved, unread, by }: Count, wanted?: number): Answer {
  if (moved === undefined) {
    const why = `the counters of ${host} could not be read${unread === undefined ? '' : `: ${unread}`}`;
    return { says: 'open', received: 'not known', failureUnproven: why, negationUnproven: why };
  }
  const whose = by.length > 1 ? `, where ${someOf(by)} count together` : '';
  const received = `${counter} +${String(moved)} at ${host}${whose}`;
  const hint =
    by.length > 1
      ? "a counter is its host's: sockets on hosts of their own count each for itself"
      : undefined;
  if (wanted === undefined ? moved > 0 : moved === wanted) return { says: 'yes', received, settled: true };
  // A counter never falls.
  if (wanted !== undefined && moved > wanted) return { says: 'no', received, settled: true, hint };
  return { says: 'open', received, hint };
}

/** The first of many, and how many there are besides. */
function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return listed(more > 1 ? [...names.slice(0, MOST_NAMES), `${String(more)} others`] : names);
}

async function readMoved(
  host: LabHost,
  counter: string,
  before: Counters | undefined,
): Promise<Pick<Count, 'moved' | 'unread'>> {
  try {
    const moved = await host.counterDeltas(before);
    return { moved: moved[counter] ?? 0 };
  } catch (error) {
    return { unread: (error as Error).message };
  }
}

/** Those that have come about so far, listeners too: they are counted for like any other. */
function socketsOn(host: LabHost): string[] {
  return host.lab.sockets
    .filter((socket: LabSocket) => socket.host === host && socket.ends)
    .map(({ name }) => name);
}
