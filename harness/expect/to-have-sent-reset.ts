import { LabHost } from '../lab/lab-host.ts';
import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import type { TracedReset } from '../model/observation.ts';
import type { Answer } from '../model/verdict.ts';
import { patience } from './patience.ts';
import type { Question } from './question.ts';
import {
  checkWanted,
  isWanted,
  wantedText,
  type SentResetOptions,
  type WantedReset,
} from './reset-options.ts';
import {
  countResets,
  feltBy,
  feltText,
  otherEnd,
  readingOnce,
  resetsOf,
  resetText,
  type CountedResets,
} from './resets.ts';

/**
 * Whether a kernel sent such a RST for the socket, or at all where a host is asked: its trace says so. Where that is off,
 * its counter and the application at the other end may.
 */
export function toHaveSentReset(subject: unknown, options: SentResetOptions = {}): Question {
  const socket = subject instanceof LabHost ? undefined : socketOf(subject, 'a host, ');
  const host = socket?.host ?? (subject as LabHost);
  checkWanted(options, host.lab.trace.resetReasons);
  const wanted = wantedText(options);
  let count: CountedResets = { counted: 0, untold: 0 };
  return {
    matcher: 'toHaveSentReset',
    argument: wanted,
    lab: host.lab,
    ...(socket ? { sockets: [socket] } : { subject: `host ${host.name}`, sockets: [], hosts: [host] }),
    expected: `a RST${wanted && `, ${wanted}`}`,
    ...patience(options, ['reason', 'by']),
    ...readingOnce(host.lab, async () => {
      count = await countResets(host, socket?.countersBefore);
    }),
    assess: () => answerSent(factsOf(host, socket, count), options),
  };
}

/** What is known of RSTs of a socket, or of a host. */
export interface SentResets extends CountedResets {
  readonly host: string;
  /** Those of the whole host, which a message shows. */
  readonly ofHost: readonly TracedReset[];
  /** Of these, those that were asked about. */
  readonly traced: readonly TracedReset[];
  /** Why what the trace does not show proves nothing; undefined while it is whole. */
  readonly gap: string | undefined;
  /** What the application at the other end of the socket got, and how a message says it. Undefined for a host. */
  readonly other?: { readonly felt: string | undefined; readonly silent: boolean; readonly text: string };
}

function factsOf(host: LabHost, socket: LabSocket | undefined, count: CountedResets): SentResets {
  const ofHost = resetsOf(host);
  const shared = { ...count, host: host.name, ofHost, gap: host.lab.trace.gap };
  if (!socket) return { ...shared, traced: ofHost };
  const other = otherEnd(socket);
  return {
    ...shared,
    traced: ofHost.filter((each) => each.socket === socket.name),
    other: { felt: feltBy(other), silent: other?.silent ?? false, text: feltText(other) },
  };
}

export function answerSent(facts: SentResets, wanted: WantedReset): Answer {
  const received = receivedText(facts);
  if (facts.traced.some((each) => isWanted(wanted, each))) return { says: 'yes', received, settled: true };
  if (facts.gap !== undefined && wantedText(wanted) === '' && shownWithoutTrace(facts)) {
    return { says: 'yes', received, settled: true };
  }
  const why = doubtIn(facts, wanted);
  return { says: 'open', received, failureUnproven: why, negationUnproven: why, hint: hintFor(facts) };
}

/** One that the host counted was this connection's where its other end felt one. */
function shownWithoutTrace({ counted, other }: SentResets): boolean {
  return counted > 0 && (other === undefined || other.felt !== undefined);
}

function doubtIn(
  { traced, gap, counted, untold, host }: SentResets,
  wanted: WantedReset,
): string | undefined {
  const { reason: _, ...besides } = wanted;
  if (traced.some((each) => each.reason === undefined && isWanted(besides, each)))
    return 'why a RST was sent is not given by this kernel (it is from 6.10 on)';
  if (gap === undefined) {
    return untold === 0
      ? undefined
      : `Tcp.OutRsts of ${host} counts ${String(untold)} more than its kernel's trace tells of: on loopback, or for a listener on any address`;
  }
  if (counted === 0) return undefined;
  const known =
    wantedText(wanted) === '' ? 'nothing shows that it belonged to this connection' : 'nothing shows why';
  return `a RST left ${host}, but ${known} (kernel trace off: ${gap})`;
}

function receivedText({ ofHost, gap, counted, host, other }: SentResets): string {
  const lines = ofHost.map(resetText);
  if (gap !== undefined) lines.unshift(`Tcp.OutRsts +${String(counted)} at ${host}`);
  else if (lines.length === 0) lines.push(`no RST of ${host}`);
  return [...lines, ...(other ? [other.text] : [])].join('\n');
}

function hintFor({ gap, counted, other }: SentResets): string | undefined {
  if (gap === undefined || counted === 0 || !other || other.felt !== undefined) return undefined;
  return other.silent
    ? 'the real Toxiproxy tells nobody what errors it gets'
    : 'an application that does not read does not notice a RST';
}
