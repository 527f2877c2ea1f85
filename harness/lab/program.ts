import { MATCHER_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { ProgramEvidence } from '../model/evidence.ts';
import type { ProgramNews } from '../model/program-protocol.ts';
import { formatAddress, type SocketAddress } from '../model/socket-row.ts';
import type { KillSignal } from './kill-process.ts';
import type { LabHost } from './lab-host.ts';
import type { LabSocket } from './lab-socket.ts';
import type { NumberedSockets } from './numbered-sockets.ts';
import type { PassiveSockets } from './passive-sockets.ts';
import type { SharedOptions } from './program-ports.ts';
import type { Target } from './target.ts';

export interface ProgramOptions {
  /** The program and its arguments. A name without a slash is looked for on the host's PATH. */
  readonly command: readonly string[];
  /** What the program is called, and its host where it gets one of its own. Default: `program`, then `program-2`, … */
  readonly name?: string;
  /** The host it runs on. Default: a new one. */
  readonly on?: LabHost;
  /** Kernel parameters of its new host. */
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /** Written into its own folder before it starts, by path inside of that: it runs there, and `$PWD` is that folder. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The port it listens on, or several: it is ready when it listens on the first. */
  readonly listens?: number | readonly number[];
  /** What it connects to, or several: its connections are known by where they go. */
  readonly connectsTo?: Target | readonly Target[];
  /** Default: `ipv4`. The family of `address`, where others reach it. */
  readonly family?: 'ipv4' | 'ipv6';
  /** How long it may take until it listens, in milliseconds. Default: 10 000. */
  readonly withinMs?: number;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  /** `exit 0`, `SIGTERM`. */
  readonly how: string;
  /** The last 20 000 characters of what it printed, on either output. */
  readonly output: string;
}

export interface ProgramParts extends SharedOptions {
  readonly name: string;
  readonly command: readonly string[];
  /** By port, in the order in which they were given. */
  readonly incoming: ReadonlyMap<number, PassiveSockets<LabSocket>>;
  /** By the port that they go to. */
  readonly outgoing: ReadonlyMap<number, NumberedSockets<LabSocket>>;
  readonly address: SocketAddress | undefined;
  /** What it connects to. */
  readonly targets: readonly SocketAddress[];
}

const KEPT_OUTPUT = 20_000;

/** A real program in a host. It steers its sockets by itself and tells nobody about them; the kernels do. */
export class Program {
  readonly name: string;
  readonly host: LabHost;
  readonly #parts: ProgramParts;
  #output = '';
  #end: Omit<ProgramEnd, 'output'> | undefined;

  constructor(parts: ProgramParts) {
    this.name = parts.name;
    this.host = parts.host;
    this.#parts = parts;
  }

  /** Where others reach it. Raises INVALID_OPTION for one that does not listen. */
  get address(): SocketAddress {
    if (this.#parts.address) return this.#parts.address;
    throw new HalfcloseError('INVALID_OPTION', `${this.name} does not listen`, {
      hint: 'say where with `listens`',
    });
  }

  /** The listening socket itself, of the first port. */
  get listener(): LabSocket {
    return pick(this.#parts.incoming, `${this.name} does not listen`, undefined).listener;
  }

  /** The nth connection that came in, from 1, at the first of its ports or at that one. It may be still to come. */
  connection(number: number, { port }: { readonly port?: number } = {}): LabSocket {
    return pick(this.#parts.incoming, `${this.name} does not listen`, port).connection(number);
  }

  /** The nth connection that it opened, from 1, to the first of its targets or to that port. It may be still to come. */
  outgoing(number: number, { port }: { readonly port?: number } = {}): LabSocket {
    return pick(this.#parts.outgoing, `${this.name} connects to nothing`, port).connection(number);
  }

  /** What it has printed so far, on either output: the last 20 000 characters. */
  get output(): string {
    return this.#output;
  }

  /** Resolves when it has ended, by itself or by `kill`. Raises TIMED_OUT. Default: within 5000 ms. */
  async ended({ withinMs = MATCHER_DEADLINE_MS } = {}): Promise<ProgramEnd> {
    const { broken, recorder } = this.#parts.lab;
    const signal = AbortSignal.any([AbortSignal.timeout(withinMs), broken.signal]);
    while (!this.#end && !signal.aborted) await recorder.untilNews(signal);
    if (this.#end) return { ...this.#end, output: this.#output };
    broken.signal.throwIfAborted();
    const said = this.#output.trim() === '' ? 'it has said nothing' : `it last said:\n${this.#output.trim()}`;
    throw new HalfcloseError('TIMED_OUT', `${this.name} had not ended after ${String(withinMs)} ms; ${said}`);
  }

  /** Ends it, and what it has started, by a signal. Resolves when it has ended. */
  async kill(signal: KillSignal = 'SIGKILL'): Promise<void> {
    this.#parts.lab.step(`${this.name}.kill(${signal})`);
    await this.host.request('programKill', { program: this.name, signal });
  }

  /** Whether it was made to connect there. */
  callsTo(target: SocketAddress): boolean {
    return this.#parts.targets.some((to) => formatAddress(to) === formatAddress(target));
  }

  /** Called by the lab with what the host's agent tells of it. */
  receive(news: ProgramNews): void {
    if (news.event === 'program-said') {
      this.#output = (this.#output + news.text).slice(-KEPT_OUTPUT);
      return;
    }
    this.#end = { exitCode: news.exitCode, how: news.how };
    const [lastWords = ''] = this.#output.trim().split('\n').slice(-1);
    const complaint = news.exitCode === 0 || lastWords === '' ? '' : `; it last said: ${lastWords}`;
    this.#parts.lab.note(`${this.name} ended: ${news.how}${complaint}`);
  }

  evidence(): ProgramEvidence {
    const { name, command, host } = this.#parts;
    return { name, command, host: host.name, ended: this.#end?.how, output: this.#output };
  }
}

function pick<S>(all: ReadonlyMap<number, S>, none: string, port: number | undefined): S {
  const found = port === undefined ? [...all.values()][0] : all.get(port);
  if (found !== undefined) return found;
  const ports = [...all.keys()].join(', ');
  throw new HalfcloseError('INVALID_OPTION', ports === '' ? none : `no port ${String(port)} was told of`, {
    hint: ports === '' ? 'its options `listens` and `connectsTo` say where' : `these were: ${ports}`,
  });
}
