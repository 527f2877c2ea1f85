import type { CapturedSegment, TraceObservation, WireObservation } from '../observation.ts';
import type { TcpFlag } from '../segment.ts';
import { resetTaken } from '../reset-taken.ts';
import { formatAddress, type SocketAddress } from '../socket-row.ts';
import { isSame, plainAddress } from './addresses.ts';
import { ConnectionEnd } from './end.ts';
import type { ConnectionFacts } from './facts.ts';
import type { Life } from './life.ts';
import type { Pair } from './pairing.ts';

/** Both ends of a connection, and what was observed of the segments between them. */
export class Connection {
  readonly opener: ConnectionEnd;
  readonly other: ConnectionEnd;
  readonly #facts: ConnectionFacts;
  readonly #pair: Pair;

  constructor(facts: ConnectionFacts, pair: Pair) {
    const { opener, other } = pair;
    this.#facts = facts;
    this.#pair = pair;
    this.opener = this.#end(opener.local, opener);
    this.other = this.#end(opener.peer, other);
  }

  get ends(): readonly [ConnectionEnd, ConnectionEnd] {
    return [this.opener, this.other];
  }

  /** Whether it has come about: at one end at least. */
  get wasConnected(): boolean {
    return this.ends.some((end) => end.wasConnected);
  }

  otherThan(end: ConnectionEnd): ConnectionEnd {
    return end === this.opener ? this.other : this.opener;
  }

  /** Segments from that end which a fault of the wire touched, or only told of. */
  touched(from: ConnectionEnd): WireObservation[] {
    return this.#segments('wire', from);
  }

  /** Segments from that end as they passed a device. */
  captured(from: ConnectionEnd, flag?: TcpFlag): CapturedSegment[] {
    return this.#segments('capture', from).filter(({ flags }) => flag === undefined || flags.includes(flag));
  }

  /** RSTs that the end's kernel sent, and that it took, and what it sent again. */
  traced<K extends TraceObservation['kind']>(
    kind: K,
    end: ConnectionEnd,
  ): Extract<TraceObservation, { kind: K }>[] {
    return this.#facts.timeline.filter(
      (each): each is Extract<TraceObservation, { kind: K }> =>
        each.probe === 'trace' && each.kind === kind && this.#isMeanwhile(each) && this.#isOf(each, end),
    );
  }

  /** The RST that ended the connection at that end, where its kernel traced one. */
  resetTaken(end: ConnectionEnd): TraceObservation | undefined {
    return resetTaken([...this.traced('reset-received', end), ...this.traced('reset-sent', end)]);
  }

  /** What the scenario made up in the name of the end's host. */
  forgeries(end: ConnectionEnd): { readonly at: number; readonly text: string }[] {
    return this.#facts.timeline
      .filter((each) => each.probe === 'step')
      .filter((each) => this.#isMeanwhile(each))
      .filter(
        ({ text }) => text.startsWith('wire: forged ') && text.endsWith(` as if from ${end.host ?? ''}`),
      );
  }

  /** Counters of the end's host that moved at some time between these moments. */
  countersMoved(end: ConnectionEnd, after: number, until: number): string[] {
    return this.#facts.timeline
      .filter((each) => each.probe === 'counters')
      .filter(({ host, at, since }) => host === end.host && at >= after && since <= until)
      .flatMap(({ deltas }) => Object.keys(deltas));
  }

  /** When another connection between the same ends came after it; Infinity where none did. */
  get followedAt(): number {
    return this.#pair.until;
  }

  /** Whether that probe would have shown all there was. */
  isComplete(probe: ConnectionFacts['complete'][number]): boolean {
    return this.#facts.complete.includes(probe);
  }

  /** A kernel parameter of the end's host: as it was set there, or the kernel's default. */
  sysctl(end: ConnectionEnd, name: string, byDefault: number): number {
    const host = this.#facts.hosts.find((each) => each.name === end.host);
    return Number(host?.sysctls[`net.ipv4.${name}`] ?? byDefault);
  }

  #segments<P extends 'wire' | 'capture'>(probe: P, end: ConnectionEnd) {
    const [from, to] = [end.address, this.otherThan(end).address];
    return this.#facts.timeline.filter(
      (each): each is Extract<typeof each, { probe: P }> =>
        each.probe === probe &&
        'flags' in each &&
        isSame(each.from, from) &&
        isSame(each.to, to) &&
        this.#isMeanwhile(each),
    );
  }

  #isMeanwhile({ at }: { readonly at: number }): boolean {
    return at >= this.#pair.from && at < this.#pair.until;
  }

  /** A RST that is sent for a listener is traced without the address that it goes to: only who is not connected gets it. */
  #isOf({ local, peer }: TraceObservation, end: ConnectionEnd): boolean {
    const forListener = peer.port === 0 && !end.wasConnected;
    return isSame(local, end.address) && (forListener || isSame(peer, this.otherThan(end).address));
  }

  #end(address: SocketAddress, life: Life | undefined): ConnectionEnd {
    const { hosts, timeline } = this.#facts;
    const host = hosts.find(({ ipv4, ipv6 }) => [ipv4, ipv6].includes(plainAddress(address.address)));
    const place = `${formatAddress(address)}${host ? ` on ${host.name}` : ''}`;
    return new ConnectionEnd({ name: life?.socket.name ?? place, address, host: host?.name, life, timeline });
  }
}
