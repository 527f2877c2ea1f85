import type { ApplicationObservation, Observation, Probe, Sighting } from '../observation.ts';
import type { SocketAddress } from '../socket-row.ts';
import type { TcpState } from '../tcp-state.ts';
import type { SocketForm, Transition } from '../transition.ts';
import type { Life } from './life.ts';
import { atTime, byTime } from './words.ts';

const SYNCHRONIZED: readonly TcpState[] = [
  ...(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSE_WAIT'] as const),
  ...(['CLOSING', 'LAST_ACK', 'TIME_WAIT'] as const),
];

/** In which a socket without a descriptor is one that waits for accept(2): close(2) would have taken it on. */
const NOT_ORPHANED: readonly TcpState[] = ['ESTABLISHED', 'CLOSE_WAIT'];

/** Only an application ends its half. */
const AFTER_CLOSE: readonly TcpState[] = ['FIN_WAIT1', 'FIN_WAIT2', 'CLOSING', 'LAST_ACK', 'TIME_WAIT'];

/** Probes that say when something was; looks only say by when. */
const EXACT: readonly Probe[] = ['trace', 'capture', 'application'];

interface EndParts {
  readonly name: string;
  readonly address: SocketAddress;
  /** Undefined where it is no host of the scenario. */
  readonly host: string | undefined;
  readonly life: Life | undefined;
  readonly timeline: readonly Observation[];
}

/** One end of a connection and what was observed of it; of one that is no socket of the scenario, nothing. */
export class ConnectionEnd {
  readonly #parts: EndParts;

  constructor(parts: EndParts) {
    this.#parts = parts;
  }

  get name(): string {
    return this.#parts.name;
  }

  get address(): SocketAddress {
    return this.#parts.address;
  }

  get host(): string | undefined {
    return this.#parts.host;
  }

  get life(): Life | undefined {
    return this.#parts.life;
  }

  get transitions(): readonly Transition[] {
    return this.life?.transitions ?? [];
  }

  /** Undefined where nothing has shown one. */
  get state(): TcpState | undefined {
    return this.transitions.at(-1)?.to ?? this.looks.at(-1)?.state;
  }

  get form(): SocketForm | undefined {
    return this.transitions.at(-1)?.form;
  }

  get looks(): readonly Sighting[] {
    return (this.life?.told ?? []).filter((each) => each.probe === 'ss');
  }

  /** The first change into that state. */
  into(...states: readonly TcpState[]): Transition | undefined {
    return this.transitions.find(({ to }) => states.includes(to));
  }

  passed(...states: readonly TcpState[]): boolean {
    return this.into(...states) !== undefined;
  }

  /** The last change, where it is one to CLOSED. */
  get gone(): Transition | undefined {
    const last = this.transitions.at(-1);
    return last?.to === 'CLOSED' ? last : undefined;
  }

  /** Whether both ends' sequence numbers were known to it, so that it could send and receive. */
  get wasConnected(): boolean {
    return this.passed(...SYNCHRONIZED) || this.told('connected', 'accepted').length > 0;
  }

  told(...kinds: readonly ApplicationObservation['kind'][]): ApplicationObservation[] {
    return (this.life?.told ?? []).filter(
      (each): each is ApplicationObservation => each.probe === 'application' && kinds.includes(each.kind),
    );
  }

  error(...errnos: readonly string[]): ApplicationObservation | undefined {
    return this.told('error').find(({ errno }) => errnos.includes(errno ?? ''));
  }

  /** What the scenario had its application do, in order, such as `close`. */
  did(...calls: readonly string[]): { readonly at: number; readonly text: string }[] {
    const { life } = this;
    if (!life) return [];
    // A process is killed by the name of what it was made for, not of one of its connections.
    const process = life.socket.name.replace(/\/.*/, '');
    const starts = calls.map((call) => `${call === 'kill' ? process : life.socket.name}.${call}(`);
    return this.#parts.timeline
      .filter((each) => each.probe === 'step')
      .filter(
        ({ at, text }) =>
          at >= life.from && at < life.until && starts.some((start) => text.startsWith(start)),
      )
      .filter(({ text }) => !text.endsWith('has returned'));
  }

  /** Whether a descriptor refers to it; undefined where that is not known. */
  get isHeld(): boolean | undefined {
    if (this.told('closed').length > 0) return false;
    if (this.form === 'orphan' || this.form === 'timewait') return false;
    const inode = this.looks.at(-1)?.row?.inode;
    return inode === undefined ? undefined : inode > 0;
  }

  /** Undefined where neither its application nor a look could tell. */
  get isAccepted(): boolean | undefined {
    if (this.told('accepted').length > 0 || this.passed(...AFTER_CLOSE)) return true;
    const last = this.looks.findLast(({ row }) => row !== undefined);
    if (last?.row === undefined || !NOT_ORPHANED.includes(last.state)) return undefined;
    return last.row.inode > 0;
  }

  get isTraced(): boolean {
    return this.transitions.some(({ seenBy }) => seenBy.includes('trace'));
  }
}

/** `at +41 ms` of a change that was seen as it happened, `by +41 ms` of one that the next look showed. */
export function whenOf({ at, seenBy }: Transition): string {
  if (seenBy.some((probe) => EXACT.includes(probe))) return atTime(at);
  return byTime(at);
}
