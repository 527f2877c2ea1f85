import type { Readable, Writable } from 'node:stream';
import type {
  AgentEvent,
  AppEvent,
  HttpRequest,
  HttpResponse,
  Operation,
  Params,
  ReplyLine,
  Result,
  ToxiproxyStart,
} from '../model/protocol.ts';
import { monotonicMs } from '../model/clock.ts';
import { formatAddress, type SocketAddress, type SocketRow } from '../model/socket-row.ts';
import { addIpv6Address } from './address.ts';
import { captureOperations } from './capture-operations.ts';
import { call } from '../kernel/libc.ts';
import { KernelCounters } from './counters.ts';
import { RequestError, toFailure } from './failure.ts';
import { hello } from './hello.ts';
import { readLines } from './lines.ts';
import { lookCounting, lookWithSs, ssVersion } from './look.ts';
import { ProcessTable } from './processes.ts';
import { programOperations } from './program-operations.ts';
import { checkParams, readRequest, type Request } from './requests.ts';
import { Sampler, type Look } from './sampler.ts';
import { EVENT_LOOK_DELAY_MS } from '../model/deadlines.ts';
import { RAW_STEERING, rawHandlers } from './raw-handlers.ts';
import { RawSockets } from './raw-sockets.ts';
import { socketOperations } from './socket-operations.ts';
import { SocketTable } from './sockets.ts';
import { readSysctl, setSysctls } from './sysctls.ts';
import type { Toxiproxy } from './toxiproxy.ts';
import { wireOperations, type CreateWire } from './wire-operations.ts';

/** The fault-injecting proxy as the agent needs it: something that answers its HTTP API. */
interface ProxyControl {
  handle(request: HttpRequest): Promise<HttpResponse>;
}

export interface AgentOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly createProxy: (options: {
    emit: (event: AppEvent) => void;
    tellsAll: boolean;
    now: () => number;
    seed: number;
    look: () => Promise<SocketRow[]>;
  }) => Promise<ProxyControl>;
  readonly createWire: CreateWire;
}

type Handlers = { readonly [O in Operation]: (params: Params<O>) => Result<O> | Promise<Result<O>> };

/** What changes the state of a socket, so that it is worth a look at once. */
const STEERING: ReadonlySet<Operation> = new Set([
  ...(['write', 'sendFin', 'close', 'reset', 'kill', 'programKill'] as const),
  ...(['wireRelease', 'wireLift', 'wireForge', 'wireFlood'] as const),
  ...RAW_STEERING,
]);

/** Serves requests until the input ends; the process then ends, and with it the host. */
export function runAgent(options: AgentOptions): void {
  new Agent(options);
}

class Agent {
  readonly #options: AgentOptions;
  readonly #sampler = new Sampler({
    look: () => this.#look(),
    now: monotonicMs,
    emit: (event) => this.#say(event),
  });
  readonly #sockets = new SocketTable((event) =>
    this.#forward({ event: 'app', at: monotonicMs(), ...event }),
  );
  readonly #rawSockets = new RawSockets((event) =>
    this.#forward({ event: 'app', at: monotonicMs(), ...event }),
  );
  readonly #processes = new ProcessTable({ forward: (line) => this.#forward(line), now: monotonicMs });
  readonly #counters = new KernelCounters();
  readonly #handlers: Handlers;
  /** From then on half-open requests of made-up addresses are counted. */
  #isFlooded = false;
  #proxy: Promise<ProxyControl> | undefined;
  #toxiproxy: Toxiproxy | undefined;
  /** What the last look has shown. */
  #rows: readonly SocketRow[] = [];

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#handlers = this.#makeHandlers();
    readLines(
      options.input,
      (line) => void this.#serve(line),
      () => (this.#rawSockets.areClosing ? call('_exit', 0) : process.exit(0)),
    );
  }

  async #serve(line: string): Promise<void> {
    let id = 0;
    try {
      const request = readRequest(line);
      id = request.id;
      const checked = { id, op: request.op, params: checkParams(request.op, request.params) };
      if (this.#delegate(checked)) return;
      const handler = this.#handlers[request.op] as (params: unknown) => unknown;
      this.#say({ id, ok: true, result: await handler(checked.params) });
      if (STEERING.has(request.op)) this.#sampler.nudge();
    } catch (error) {
      this.#say({ id, ok: false, error: toFailure(error) });
    }
  }

  /** Passes a request for a socket of another process on to it. */
  #delegate({ id, op, params }: Request): boolean {
    const { socket, process: wanted, ...rest } = params as { socket?: string; process?: string };
    if (socket === undefined) return false;
    const owner = this.#processes.ownerOf(socket, wanted);
    if (owner === undefined) return false;
    this.#processes.send(owner, { id, op, params: { socket, ...rest } });
    return true;
  }

  #makeHandlers(): Handlers {
    const done = {};
    return {
      hello,
      tools: async () => ({ ss: await ssVersion() }),
      addIpv6Address: ({ device, address }) => addIpv6Address(device, address),
      configure: ({ sysctls }) => (setSysctls(sysctls), done),
      readSysctl: ({ name }) => readSysctl(name),
      spawn: ({ process: name }) => this.#processes.spawn(name),
      kill: async ({ process: name, signal }) => (await this.#processes.kill(name, signal), done),
      cadence: ({ pauseMs, watched }) => (this.#sampler.cadence(pauseMs, watched), done),
      look: ({ whileWatched }) => this.#sampler.lookNow(whileWatched),
      announce: ({ local, peer }) => (this.#announce(local, peer), done),
      counters: () => this.#counters.all(),
      countersMoved: () => this.#counters.moved(),
      proxyStart: async ({ seed }) => (await this.#startProxy(seed), done),
      proxyHttp: async (request) => (await this.#runningProxy()).handle(request),
      toxiproxyStart: (params) => this.#startToxiproxy(params),
      toxiproxyHttp: (request) => this.#runningToxiproxy().handle(request),
      ...socketOperations(this.#sockets),
      ...captureOperations((event) => this.#say(event)),
      ...programOperations((news) => this.#forward(news), this.#rowsNow),
      ...wireOperations(
        this.#options.createWire,
        (event) => this.#say(event),
        (to) => this.#expectFlood(to),
      ),
      ...rawHandlers(this.#rawSockets, (socket) => this.#descriptorOf(socket)),
    };
  }

  /** Of one of either kind of socket. Raises INVALID_OPTION where it is closed. */
  #descriptorOf(name: string): number {
    return (this.#rawSockets.has(name) ? this.#rawSockets : this.#sockets).get(name).descriptor;
  }

  #startProxy(seed: number): Promise<ProxyControl> {
    return (this.#proxy ??= this.#options.createProxy({
      emit: (event) => this.#forward(event),
      ...{ tellsAll: true, now: monotonicMs, seed, look: lookWithSs },
    }));
  }

  async #runningProxy(): Promise<ProxyControl> {
    if (!this.#proxy) throw new RequestError('INVALID_OPTION', 'no proxy was started in this host');
    return this.#proxy;
  }

  /** Loaded here: an HTTP client takes a tenth of an agent's start, and most hosts never need it. */
  async #startToxiproxy(params: ToxiproxyStart): Promise<{ version: string }> {
    const { Toxiproxy } = await import('./toxiproxy.ts');
    this.#toxiproxy ??= new Toxiproxy(params, (event) => this.#forward(event));
    return this.#toxiproxy.ready(() => this.#sampler.lookNow());
  }

  #runningToxiproxy(): Toxiproxy {
    if (!this.#toxiproxy) throw new RequestError('INVALID_OPTION', 'no Toxiproxy was started in this host');
    return this.#toxiproxy;
  }

  /** Where nobody listens, a flood would be answered with RSTs, and leave nothing. Raises INVALID_OPTION there. */
  async #expectFlood({ address, port }: SocketAddress): Promise<void> {
    const listeners = (await lookWithSs()).filter(
      ({ state, local }) => state === 'LISTEN' && local.port === port,
    );
    if (listeners.length === 0)
      throw new RequestError('INVALID_OPTION', `nobody listens at ${formatAddress({ address, port })}`);
    this.#isFlooded = true;
  }

  async #look(): Promise<Look> {
    const look = await lookCounting(() => this.#isFlooded);
    this.#rows = look.rows;
    return { ...look, rows: this.#toxiproxy?.withoutControl(look.rows) ?? look.rows };
  }

  readonly #rowsNow = async (): Promise<readonly SocketRow[]> => {
    await this.#sampler.lookNow();
    return this.#rows;
  };

  #forward(line: AgentEvent | ReplyLine): void {
    this.#say(line);
    if (!('event' in line) || (line.event !== 'app' && line.event !== 'program-ended')) return;
    if (line.event === 'app') {
      if (line.kind === 'data') return;
      if (line.local && line.peer) this.#sampler.announce(line.local, line.peer);
    }
    this.#sampler.nudge(EVENT_LOOK_DELAY_MS);
  }

  #announce(local: SocketAddress, peer: SocketAddress): void {
    this.#sampler.announce(local, peer);
    this.#sampler.nudge(EVENT_LOOK_DELAY_MS);
  }

  #say(line: AgentEvent | ReplyLine): void {
    this.#options.output.write(`${JSON.stringify(line)}\n`);
  }
}
