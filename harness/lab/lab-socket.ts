import { HalfcloseError } from '../model/errors.ts';
import type { SocketEvidence, SocketRole } from '../model/evidence.ts';
import type { Counters } from '../model/protocol.ts';
import type { Ends } from '../model/raw-protocol.ts';
import type { Opening } from '../model/state-machine.ts';
import { formatAddress } from '../model/socket-row.ts';
import { SocketTrack } from '../observe/socket-track.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';

export type { Ends };

export interface LabSocketOptions {
  readonly name: string;
  readonly host: LabHost;
  readonly lab: Lab;
  readonly role: SocketRole;
  /** The host's counters before the socket was made, so that a counter that moved is this socket's doing. */
  readonly countersBefore: Counters;
  /** Its application tells nobody what it sees of the socket, as the real Toxiproxy does not. Default: false. */
  readonly silent?: boolean | undefined;
  /** How its connection begins. Default: as sockets of its role do. */
  readonly opening?: Opening | 'either' | undefined;
}

/** The roles whose sockets call connect(2); the others come about by listen(2). */
const ACTIVE: readonly SocketRole[] = ['client', 'server-leg'];

/** One real TCP socket of a lab: what it is called, where it is, and everything observed of it. */
export class LabSocket {
  readonly name: string;
  /** A socket that a scenario steers by system calls becomes a listener by listen(2). */
  role: SocketRole;
  readonly host: LabHost;
  readonly lab: Lab;
  readonly countersBefore: Counters;
  readonly track: SocketTrack;
  /** Whether nothing is known of what its application saw: its errors, the bytes it read. */
  readonly silent: boolean;
  #ends: Ends | undefined;

  constructor(options: LabSocketOptions) {
    this.name = options.name;
    this.host = options.host;
    this.lab = options.lab;
    this.countersBefore = options.countersBefore;
    this.role = options.role;
    this.silent = options.silent ?? false;
    const opening = options.opening ?? (ACTIVE.includes(options.role) ? 'active' : 'passive');
    this.track = new SocketTrack(opening === 'either' ? undefined : opening, this.silent);
  }

  /** Both ends' addresses, once they are known. */
  get ends(): Ends | undefined {
    return this.#ends;
  }

  /** Called by the lab when it learns which connection this is. */
  learnEnds(ends: Ends): void {
    this.#ends ??= ends;
  }

  /**
   * `ss -K`: has the kernel end this one socket as tcp_abort() does, with RST where a peer has to be told. Raises
   * INVALID_OPTION where there is no such socket.
   */
  async abort(): Promise<void> {
    this.lab.step(`${this.name}.abort()`);
    const { ends } = this;
    const { aborted } = ends ? await this.host.request('abort', ofKernel(ends)) : { aborted: 0 };
    if (aborted > 0) return;
    const which = ends ? ` ${formatAddress(ends.local)} → ${formatAddress(ends.peer)}` : '';
    throw new HalfcloseError(
      'INVALID_OPTION',
      `${this.name}.abort(): its kernel has no such socket${which}`,
      {
        hint: 'wait for the state it is to be ended in, with toReachState()',
      },
    );
  }

  evidence(): SocketEvidence {
    return {
      name: this.name,
      role: this.role,
      host: this.host.name,
      local: this.ends?.local,
      peer: this.ends?.peer,
      states: this.track.path(),
      transitions: this.track.transitions(),
    };
  }
}

/** A listener has nobody at its other end. */
function ofKernel({ local, peer }: Ends): Partial<Ends> & Pick<Ends, 'local'> {
  return peer.port === 0 ? { local } : { local, peer };
}

/** What matchers take: a socket, or something that stands for exactly one. */
export interface SocketHolder {
  readonly socket: LabSocket;
}

/** The one socket that `subject` is or stands for; `also` names what else the matcher takes. */
export function socketOf(subject: unknown, also = ''): LabSocket {
  if (subject instanceof LabSocket) return subject;
  const held = (subject as Partial<SocketHolder> | null | undefined)?.socket;
  if (held instanceof LabSocket) return held;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `this matcher takes ${also}a client, a server, one of its connections, or a proxy leg`,
  );
}
