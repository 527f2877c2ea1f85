import { HalfcloseError } from '../model/errors.ts';
import type { SocketEvidence, SocketRole } from '../model/evidence.ts';
import type { Counters, Reading } from '../model/protocol.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import { SocketTrack } from '../observe/socket-track.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';

export interface Ends {
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
}

export interface LabSocketOptions {
  readonly name: string;
  readonly host: LabHost;
  readonly lab: Lab;
  readonly role: SocketRole;
  /** The host's counters before the socket was made, so that a counter that moved is this socket's doing. */
  readonly countersBefore: Counters;
  /** Its application tells nobody what it sees of the socket, as the real Toxiproxy does not. Default: false. */
  readonly silent?: boolean | undefined;
}

/** The roles whose sockets call connect(2); the others come about by listen(2). */
const ACTIVE: readonly SocketRole[] = ['client', 'server-leg'];

/** One real TCP socket of a lab: what it is called, where it is, and everything observed of it. */
export class LabSocket {
  readonly name: string;
  readonly role: SocketRole;
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
    this.track = new SocketTrack(ACTIVE.includes(options.role) ? 'active' : 'passive', this.silent);
  }

  /** Both ends' addresses, once they are known. */
  get ends(): Ends | undefined {
    return this.#ends;
  }

  /** Called by the lab when it learns which connection this is. */
  bind(ends: Ends): void {
    this.#ends ??= ends;
  }

  evidence(): SocketEvidence {
    return {
      name: this.name,
      role: this.role,
      host: this.host.name,
      local: this.#ends?.local,
      peer: this.#ends?.peer,
      states: this.track.path(),
    };
  }
}

/** A socket that the scenario steers: what its application does is the scenario's to say. */
export class SteeredLabSocket extends LabSocket {
  /** What the agent calls it; undefined for a connection that no application has accepted yet. */
  agentName: string | undefined;

  /** Hands bytes to the kernel. */
  async write(data: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(data as string);
    await this.#steer('write', `write(${String(bytes.length)} bytes)`, { base64: bytes.toString('base64') });
  }

  /** Ends this half of the connection: shutdown(SHUT_WR), so the kernel sends FIN and still receives. */
  sendFin(): Promise<void> {
    return this.#steer('sendFin', 'sendFin()');
  }

  /** close(2). With `linger: 0` it sends RST, otherwise FIN, or RST where received bytes were never read. */
  close(): Promise<void> {
    return this.#steer('close', 'close()');
  }

  /** close(2) after SO_LINGER with time 0, whatever the options said: the kernel sends RST. */
  reset(): Promise<void> {
    return this.#steer('reset', 'reset()');
  }

  /** Stops reading: what arrives stays in the kernel's receive queue. */
  pause(): Promise<void> {
    return this.#read('paused');
  }

  /** Reads again. */
  resume(): Promise<void> {
    return this.#read('on');
  }

  #read(reading: Reading): Promise<void> {
    return this.#steer('read', reading === 'on' ? 'resume()' : 'pause()', { reading });
  }

  async #steer(
    op: 'write' | 'read' | 'sendFin' | 'close' | 'reset',
    what: string,
    extra: object = {},
  ): Promise<void> {
    const socket = await this.lab.untilAccepted(this);
    this.lab.step(`${this.name}.${what}`);
    await this.host.request(op, { socket, ...extra });
  }
}

/** What matchers take: a socket, or something that stands for exactly one. */
export interface SocketHolder {
  readonly socket: LabSocket;
}

export function socketOf(subject: unknown): LabSocket {
  if (subject instanceof LabSocket) return subject;
  const held = (subject as Partial<SocketHolder> | null | undefined)?.socket;
  if (held instanceof LabSocket) return held;
  throw new HalfcloseError(
    'INVALID_OPTION',
    'this matcher takes a client, a server, one of its connections, or a proxy leg',
  );
}
