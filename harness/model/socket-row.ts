import type { TcpState } from './tcp-state.ts';

/** One end of a connection. `port` 0 with address `*` stands for "any", as in a listener's peer. */
export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

/** The kernel timer that is running on a socket, as `ss -o` prints it. */
export interface SocketTimer {
  readonly name: 'on' | 'keepalive' | 'timewait' | 'persist' | 'unknown';
  /** Milliseconds until it fires; undefined where `ss` prints none. */
  readonly remainingMs: number | undefined;
  readonly retransmits: number;
}

/** Socket memory in bytes, as `ss -m` prints it (sk_meminfo; man ss, option -m). */
export interface SocketMemory {
  readonly rmemAlloc: number;
  readonly rcvBuf: number;
  readonly wmemAlloc: number;
  readonly sndBuf: number;
  readonly fwdAlloc: number;
  readonly wmemQueued: number;
  readonly optMem: number;
  readonly backLog: number;
  readonly sockDrop: number;
}

/** A process that holds the socket, as `ss -p` prints it. */
export interface SocketOwner {
  readonly command: string;
  readonly pid: number;
  readonly fd: number;
}

/** One TCP socket as `ss` saw it. */
export interface SocketRow {
  readonly state: TcpState;
  readonly recvQ: number;
  readonly sendQ: number;
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
  readonly timer: SocketTimer | undefined;
  /** 0 for sockets no descriptor refers to: request sockets, timewait mini-sockets and orphans. */
  readonly inode: number;
  readonly uid: number | undefined;
  readonly owners: readonly SocketOwner[];
  readonly memory: SocketMemory | undefined;
  /** What `ss -i` prints of struct tcp_info: numbers where the value is one, text otherwise, `true` for flags. */
  readonly tcpInfo: Readonly<Record<string, number | string | true>>;
}

export function formatAddress({ address, port }: SocketAddress): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port === 0 ? '*' : String(port)}`;
}

/** The key under which two looks recognise the same connection: both ends of it. */
export function connectionKey(row: { local: SocketAddress; peer: SocketAddress }): string {
  return `${formatAddress(row.local)}>${formatAddress(row.peer)}`;
}
