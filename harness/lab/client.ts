import { killProcess, type KillSignal } from './kill-process.ts';
import type { LabHost } from './lab-host.ts';
import type { LabSocketOptions } from './lab-socket.ts';
import { SteeredLabSocket } from './steered-lab-socket.ts';
import type { Target } from './target.ts';

export interface ClientOptions {
  /** What it connects to: a server, or `{ host, port }`. One of `to` and `via` is needed. */
  readonly to?: Target;
  /** The proxy it connects through. */
  readonly via?: Target;
  /** What the client is called, and its host where it gets one of its own. Default: `client`, then `client-2`, … */
  readonly name?: string;
  /** The host it runs on. Default: a new one. */
  readonly on?: LabHost;
  /** Kernel parameters of its new host. */
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /** Default: the kernel chooses. */
  readonly localPort?: number;
  /** What it does when the peer's FIN has been read: end its half too, or keep it open. Default: `close`. */
  readonly onFin?: 'close' | 'ignore';
  /** Whether it reads what arrives. Default: `on`. */
  readonly reading?: 'on' | 'paused';
  /** 0: `close()` sends RST. Default: the kernel's ordinary close. */
  readonly linger?: 0;
  /** Runs it in a process beside the host's agent, so that `kill()` can end it. Default: false. */
  readonly ownProcess?: boolean;
}

/** A connecting socket. It exists from connect(2) on: whether the connection comes about is for a matcher to ask. */
export class Client extends SteeredLabSocket {
  readonly #process: string | undefined;

  constructor(options: LabSocketOptions, process?: string) {
    super(options);
    this.agentName = options.name;
    this.#process = process;
  }

  /** Ends the client's process by a signal, as a crash would. Needs `ownProcess: true`. */
  kill(signal: KillSignal = 'SIGKILL'): Promise<void> {
    return killProcess({ name: this.name, lab: this.lab, host: this.host, process: this.#process }, signal);
  }
}
