import { SOCKET_ROLES } from '../model/evidence.ts';
import type { AppEvent, SeenSocket } from '../model/protocol.ts';
import { connectionKey, formatAddress, type SocketAddress } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';
import { HeldSocket } from './held-socket.ts';
import type { Ends, LabSocket } from './lab-socket.ts';
import type { NumberedSockets } from './numbered-sockets.ts';
import { PassiveSockets } from './passive-sockets.ts';
import type { RawSocket } from './raw-socket.ts';

/** The trace reads its clock without a lock, which may be a little off (ktime_get_mono_fast_ns). */
const LISTEN_SLACK_MS = 0.1;

/** Knows which socket of the scenario an observation is about. */
export class SocketRegistry {
  readonly #active = new Map<string, LabSocket>();
  readonly #numbered: NumberedSockets<LabSocket>[] = [];

  /** A socket that connects, by the name under which its application reports. */
  addActive(agentName: string, socket: LabSocket): void {
    this.#active.set(keyOf(socket.host, agentName), socket);
  }

  /** Sockets that are known by their ends alone. */
  addNumbered(sockets: NumberedSockets<LabSocket>): void {
    this.#numbered.push(sockets);
  }

  /** In the order in which a connection passes them: clients, the legs of proxies, servers, listeners. */
  get all(): LabSocket[] {
    // An accepted connection is known both by its listener and by its application's name for it.
    const sockets = new Set([...this.#active.values(), ...this.#numbered.flatMap(({ all }) => all)]);
    return [...sockets].sort((a, b) => SOCKET_ROLES.indexOf(a.role) - SOCKET_ROLES.indexOf(b.role));
  }

  /** The connections that come in at that port, where a raw socket listens there, or has. */
  listeningAt(host: LabHost, port: number): PassiveSockets<RawSocket> | undefined {
    return this.#numbered.find(
      (sockets): sockets is PassiveSockets<RawSocket> =>
        sockets instanceof PassiveSockets &&
        sockets.listener instanceof HeldSocket &&
        sockets.isAt(host, port),
    );
  }

  ofSeen(host: LabHost, { local, peer, inode, state }: SeenSocket): LabSocket | undefined {
    // Of two listeners that share a port, and of a socket that connects anew, the ends do not say which it is.
    const held = inode && [...this.#active.values()].find((socket) => isHeld(socket, host, inode));
    if (held) return held;
    const key = connectionKey({ local, peer });
    const known = this.all.filter(
      (socket) => socket.host === host && socket.ends && connectionKey(socket.ends) === key,
    );
    const alive = known.filter(({ track }) => track.state !== 'CLOSED');
    // Where one connection has followed another between the same ends, the older is the one that went.
    if (state === 'CLOSED') return alive[0] ?? known.at(-1) ?? this.#byEnds(host, { local, peer });
    return alive.at(-1) ?? this.#byEnds(host, { local, peer }, known.length > 0) ?? known.at(-1);
  }

  /** Whose the kernel socket with these ends is. `fresh`: its life has just begun, so it is none that has had one. */
  ofTraced(host: LabHost, ends: Ends, fresh: boolean): LabSocket | undefined {
    const here = this.all.filter((socket) => socket.host === host && socket.ends);
    const free = here.filter(({ track }) => !fresh || track.traced.length === 0);
    const key = connectionKey(ends);
    const isSame = (socket: LabSocket) => socket.ends !== undefined && connectionKey(socket.ends) === key;
    if (!fresh) return free.findLast(isSame);
    return free.find(isSame) ?? this.#byEnds(host, ends, here.some(isSame));
  }

  /**
   * Who has begun to listen there at that time on the harness's clock. Of raw sockets that share a port, or follow one
   * another at it, only the time tells which; one that tried in vain was in LISTEN for a moment too
   * (inet_csk_listen_start), and is nobody here.
   */
  ofListener(host: LabHost, ends: Ends, at: number): LabSocket | undefined {
    const [nearest] = this.all
      .filter((socket) => socket instanceof HeldSocket)
      .filter((socket) => socket.host === host && isBetween(socket, ends))
      .map((socket) => ({ socket, farMs: farFromListening(socket, at) }))
      .filter(({ farMs }) => farMs <= LISTEN_SLACK_MS + host.clockSlackMs)
      .sort((a, b) => a.farMs - b.farMs);
    const others = this.#numbered.map((sockets) => sockets.recognise(host, ends));
    return nearest?.socket ?? others.find((socket) => socket && !(socket instanceof HeldSocket));
  }

  /** Whose a kernel socket in SYN_SENT can be, which is traced without a port of its own. */
  connectingLike(host: LabHost, { local, peer }: Ends): LabSocket[] {
    return this.all.filter(
      ({ ends, host: its, track }) =>
        its === host &&
        track.traced.length === 0 &&
        ends?.local.address === local.address &&
        formatAddress(ends.peer) === formatAddress(peer),
    );
  }

  /** The half-open request with these ends, or what has become of it. */
  ofRequest(host: LabHost, ends: Ends): LabSocket | undefined {
    return this.ofTraced(host, ends, false) ?? this.#byEnds(host, ends);
  }

  /** Of connections that followed one another between the same ends, the first that is not known to be over. */
  ofEnded(host: LabHost, ends: Ends): LabSocket | undefined {
    const known = this.all.filter((socket) => socket.host === host && isBetween(socket, ends));
    return known.find(({ track }) => track.state !== 'CLOSED') ?? known.at(-1);
  }

  /**
   * Whose it is that was accepted at that address after its peer had reset it, of which the kernel tells no more: the
   * only connection there that is over, and of which no application has told. Undefined where there is none, or several.
   */
  ofLateAccept(host: LabHost, agentName: string, local: SocketAddress): LabSocket | undefined {
    const told = new Set(this.#active.values());
    const untold = this.all.filter(
      (socket) => socket.host === host && !told.has(socket) && isOverAt(socket, local),
    );
    const [socket] = untold;
    if (!socket || untold.length > 1) return undefined;
    this.#nameAs(agentName, socket);
    return socket;
  }

  ofEvent(host: LabHost, event: AppEvent): LabSocket | undefined {
    const known = this.#active.get(keyOf(host, event.socket)) ?? this.#accepted(host, event);
    if (event.local && event.peer) known?.learnEnds({ local: event.local, peer: event.peer });
    return known;
  }

  /** Connections that came in are known by their ends first, and by the application's name for them once it accepts. */
  #accepted(host: LabHost, event: AppEvent): LabSocket | undefined {
    if (event.kind === 'listening' && event.local) {
      const listener = this.#byEnds(host, { local: event.local, peer: { address: '', port: 0 } });
      // What its application tells of it later bears no address.
      if (listener) this.#active.set(keyOf(host, event.socket), listener);
      return listener;
    }
    if (event.kind !== 'accepted' || !event.local || !event.peer) return undefined;
    const ends = { local: event.local, peer: event.peer };
    const known = this.#byEnds(host, ends);
    // A connection is accepted once.
    const socket =
      known instanceof HeldSocket && known.agentName !== undefined ? this.#byEnds(host, ends, true) : known;
    if (!socket) return undefined;
    this.#nameAs(event.socket, socket);
    return socket;
  }

  #nameAs(agentName: string, socket: LabSocket): void {
    if (socket instanceof HeldSocket) socket.agentName = agentName;
    this.#active.set(keyOf(socket.host, agentName), socket);
  }

  #byEnds(host: LabHost, ends: Ends, another = false): LabSocket | undefined {
    for (const sockets of this.#numbered) {
      const socket = sockets.recognise(host, ends, another);
      if (socket) return socket;
    }
    return undefined;
  }
}

function isHeld(socket: LabSocket, host: LabHost, inode: number): boolean {
  return socket instanceof HeldSocket && socket.host === host && socket.inode === inode;
}

/** Whether it is a connection that came in there, was established, and is no more. */
function isOverAt({ ends, track }: LabSocket, local: SocketAddress): boolean {
  if (!ends || ends.peer.port === 0 || formatAddress(ends.local) !== formatAddress(local)) return false;
  const changes = track.transitions();
  return changes.at(-1)?.to === 'CLOSED' && changes.some(({ to }) => to === 'ESTABLISHED');
}

function farFromListening({ listens }: HeldSocket, at: number): number {
  return Math.min(...listens.map(({ from, to }) => Math.max(from - at, at - to, 0)));
}

/** Nobody is at a listener's other end, however that is spelled. */
function isBetween({ ends }: LabSocket, { local, peer }: Ends): boolean {
  if (!ends) return false;
  if (peer.port === 0) return ends.peer.port === 0 && formatAddress(ends.local) === formatAddress(local);
  return connectionKey(ends) === connectionKey({ local, peer });
}

function keyOf(host: LabHost, agentName: string): string {
  return `${host.name}\n${agentName}`;
}
