import type { SocketAddress } from './socket-row.ts';
import type { OptionValue, SettableOption, SocketOption } from './socket-options.ts';

/** What the kernel answered to a call that it may refuse. */
export interface CallResult {
  /** Why it refused, such as `EADDRINUSE`; undefined where it did not. */
  readonly errno?: string | undefined;
  /** From the call to its return, in milliseconds. */
  readonly durationMs: number;
}

export interface Ends {
  readonly local: SocketAddress;
  readonly peer: SocketAddress;
}

export type ShutdownHow = 'read' | 'write' | 'both';

/** A call that may have to wait does so for `withinMs` at most; what it has to say then is what a socket with a time-out says. */
interface Waiting {
  readonly socket: string;
  readonly withinMs: number;
}

/** Sockets that are steered by system calls. Each is called by a name the harness chose; accepted ones too. */
export interface RawRequests {
  rawSocket: { params: { socket: string; family: 'ipv4' | 'ipv6' }; result: { inode: number } };
  rawBind: { params: { socket: string; to: SocketAddress }; result: CallResult & { local?: SocketAddress } };
  rawListen: {
    params: { socket: string; backlog: number };
    result: CallResult & { local?: SocketAddress };
  };
  rawAccept: { params: Waiting & { as: string }; result: CallResult & { ends?: Ends } };
  rawConnect: { params: Waiting & { to: SocketAddress }; result: CallResult };
  rawDisconnect: { params: { socket: string }; result: CallResult };
  /** `urgent`: the last byte is TCP's urgent data. */
  rawSend: {
    params: Waiting & { base64: string; urgent?: boolean | undefined };
    result: CallResult & { sent: number };
  };
  rawReceive: { params: Waiting & { length: number }; result: CallResult & { base64: string } };
  rawShutdown: { params: { socket: string; how: ShutdownHow }; result: CallResult };
  /** `withinMs` is the harness's patience: close(2) itself takes as long as it takes. `blocking`: without O_NONBLOCK. */
  rawClose: { params: Waiting & { blocking?: boolean | undefined }; result: CallResult };
  /** Of raw sockets and of node's own connections. */
  setOption: {
    params: { socket: string; option: SettableOption; value: OptionValue };
    result: Readonly<Record<string, never>>;
  };
  getOption: { params: { socket: string; option: SocketOption }; result: { value: OptionValue } };
  /** `ss -K` for one socket, whoever holds it, or for the listener without a peer; how many it ended. */
  abort: { params: { local: SocketAddress; peer?: SocketAddress | undefined }; result: { aborted: number } };
}
