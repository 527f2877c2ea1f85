import type { TcpState } from './tcp-state.ts';

/**
 * One end of a connection, spelled as `ss` prints it but without brackets. "Any" is `0.0.0.0`, `::` or, for a
 * listener that takes both families, `*`; port 0 is "any port". An IPv4 peer of such a listener is
 * `::ffff:10.0.0.1`. A link-local or device-bound local address ends in `%` and the device; `ss` prints
 * no device with a peer.
 */
export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

/** The kernel timer that is running on a socket, as `ss -o` prints it. */
export interface SocketTimer {
  readonly name: 'on' | 'keepalive' | 'timewait' | 'persist' | 'unknown';
  /** Milliseconds until it fires. `ss` drops milliseconds from 10 s on, and seconds from 10 min on. */
  readonly remainingMs: number;
  /** Expiries so far (inet_diag_msg.idiag_retrans): retransmissions, or probes for keepalive and persist. */
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
  /** 0 for sockets no descriptor refers to: request and timewait mini-sockets, orphans, children not yet accepted. */
  readonly inode: number;
  /** 0 is root; undefined where no descriptor refers to the socket and the kernel names no user. */
  readonly uid: number | undefined;
  readonly owners: readonly SocketOwner[];
  /** Undefined for request and timewait mini-sockets, which have no buffers. */
  readonly memory: SocketMemory | undefined;
  /**
   * Everything else `ss` prints, under the name it prints: struct tcp_info (option -i), and `sk`, `cgroup`,
   * `v6only`, `fwmark`. Numbers where the value is one, text otherwise, `true` for flags such as `ts` or `cubic`.
   * `shutdown` is the arrow of `ss -e`: `<->` both directions open, `<--` sending ended, `-->` receiving ended.
   */
  readonly tcpInfo: Readonly<Record<string, number | string | true>>;
}

export function formatAddress({ address, port }: SocketAddress): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port === 0 ? '*' : String(port)}`;
}

/** The same where a listener that takes both families has accepted an IPv4 peer: in IPv4's own spelling. */
export function unmapped<T extends { local: SocketAddress; peer: SocketAddress }>(ends: T): T {
  return { ...ends, local: unmappedAddress(ends.local), peer: unmappedAddress(ends.peer) };
}

function unmappedAddress({ address, port }: SocketAddress): SocketAddress {
  return { address: address.replace(/^::ffff:(?=\d+\.)/, ''), port };
}

/** The key under which two looks recognise the same connection: both ends of it. */
export function connectionKey(row: { local: SocketAddress; peer: SocketAddress }): string {
  return `${formatAddress(row.local)}>${formatAddress(row.peer)}`;
}
