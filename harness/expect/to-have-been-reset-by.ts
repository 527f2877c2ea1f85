import { socketOf } from '../lab/lab-socket.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { Answer } from '../model/verdict.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';
import { factsOfReset, peerHost, type ReceivedReset } from './received-reset.ts';
import { countResets, resetText, type CountedResets } from './resets.ts';

const RESETTERS = ['peer', 'middlebox'] as const;

/** Whose RST it was: sent by the kernel at the other end, or by something between the two, so that neither kernel sent it. */
export type Resetter = (typeof RESETTERS)[number];

/** Whether the socket got a RST, and from whom. Through a proxy, the peer is the proxy's leg. */
export function toHaveBeenResetBy(subject: unknown, by: Resetter, options: WithinOptions = {}): Question {
  const socket = socketOf(subject);
  checkResetter(by);
  let count: CountedResets = { counted: 0, untold: 0 };
  return {
    matcher: 'toHaveBeenResetBy',
    argument: by,
    lab: socket.lab,
    sockets: [socket],
    expected: by === 'peer' ? "a RST of its peer's kernel" : 'a RST that neither kernel sent',
    ...patience(options),
    refresh: async () => {
      const peer = peerHost(socket);
      const { got, gap } = factsOfReset(socket, peer, count);
      if (peer && (got !== undefined || gap !== undefined)) count = await countResets(peer);
    },
    flush: () => socket.lab.trace.flush(),
    assess: () => answerResetBy(factsOfReset(socket, peerHost(socket), count), by),
  };
}

function checkResetter(by: Resetter): void {
  if (RESETTERS.includes(by)) return;
  throw new HalfcloseError('INVALID_OPTION', `Expected \`peer\` or \`middlebox\`, got \`${by as string}\``);
}

export function answerResetBy(facts: ReceivedReset, wanted: Resetter): Answer {
  const received = receivedText(facts);
  const { by, why } = resetter(facts);
  // A connection is reset once.
  if (by !== undefined) return { says: by === wanted ? 'yes' : 'no', received, settled: true };
  const doubt = wanted === 'peer' && hasCountedNone(facts) ? undefined : why;
  return { says: 'open', received, failureUnproven: doubt, negationUnproven: doubt };
}

/** Whatever came, if anything: a counter that has not moved says that the peer's kernel did not send it. */
function hasCountedNone({ sent, peer, gap }: ReceivedReset): boolean {
  return gap !== undefined && sent.length === 0 && peer?.counted === 0;
}

/** Who it was; or why that is not known, where there may have been a RST. */
function resetter(facts: ReceivedReset): { by?: Resetter; why?: string | undefined } {
  const { got, sent, isUncertain, forged, peer, gap } = facts;
  if (got === undefined) return { why: whyNoneIsKnown(facts) };
  if (isUncertain)
    return { why: 'its listener sent other RSTs too, which are traced without the address that they go to' };
  if (sent.length > 0 && forged > 0)
    return { why: "the peer's kernel sent a RST and the wire made one up: nothing shows which came first" };
  if (sent.length > 0) return { by: 'peer' };
  if (facts.mayBeNone) return { why: `${got}, which other things than a RST give too (${traceText(gap)})` };
  if (!peer) return { why: 'its other end is on no host of this lab' };
  if (gap === undefined ? peer.untold === 0 : peer.counted === 0) return { by: 'middlebox' };
  const counted = gap === undefined ? peer.untold : peer.counted;
  const which =
    gap === undefined
      ? "more than its kernel's trace tells of"
      : `and nothing shows for whom (${traceText(gap)})`;
  return { why: `Tcp.OutRsts of ${peer.host} counts ${String(counted)}, ${which}` };
}

function whyNoneIsKnown({ gap, endedAsMini }: ReceivedReset): string | undefined {
  if (gap !== undefined)
    return `its application felt no RST, which shows nothing where it did not read (${traceText(gap)})`;
  return endedAsMini
    ? 'it ended as a mini-socket, and what RST ends one the kernel does not trace'
    : undefined;
}

function traceText(gap = ''): string {
  return `kernel trace off: ${gap}`;
}

function receivedText({ got, sent, forged, peer, gap }: ReceivedReset): string {
  const lines = [got ?? 'no RST', ...sent.map((each) => `sent by ${resetText(each)}`)];
  if (forged > 0) lines.push(`${String(forged)} made up on the wire`);
  if (gap !== undefined && peer) lines.push(`Tcp.OutRsts +${String(peer.counted)} at ${peer.host}`);
  if (gap === undefined && got !== undefined && sent.length === 0 && peer)
    lines.push(`none sent to it by the kernel of ${peer.host}`);
  return lines.join('\n');
}
