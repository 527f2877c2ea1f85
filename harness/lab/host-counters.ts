import type { AgentChannel } from '../backend/backend.ts';
import { addCounters, counterDeltas, parseProcNetCounters } from '../model/proc-counters.ts';
import type { Counters, Result } from '../model/protocol.ts';

/** What has moved from `since` to `at`, both on the host's clock. */
export interface CounterNews {
  readonly at: number;
  readonly since: number;
  readonly deltas: Counters;
}

/** The counters of a host's kernel: all as they were at first, and what the agent has told of them since. */
export class HostCounters {
  readonly #agent: AgentChannel;
  readonly #atStart: Counters;
  #moved: Counters = {};
  #began: number;
  #at: number;
  /** When the news were asked for last, and what had moved by then. */
  #told: { readonly at: number; readonly moved: Counters };

  private constructor(agent: AgentChannel, { began, at, proc }: Result<'counters'>) {
    this.#agent = agent;
    // The harness reads the whole text faster than an agent that has just started.
    this.#atStart = parseProcNetCounters(proc);
    this.#told = { at, moved: {} };
    this.#began = began;
    this.#at = at;
  }

  static async open(agent: AgentChannel): Promise<HostCounters> {
    return new HostCounters(agent, await agent.request('counters', {}));
  }

  /** Those that this kernel has, as `Tcp.OutRsts`. */
  get names(): string[] {
    return Object.keys(this.#atStart);
  }

  /** When the last reading began, on the host's clock: on a busy machine it takes its time. */
  get began(): number {
    return this.#began;
  }

  /** When they were read last, on the host's clock. */
  get at(): number {
    return this.#at;
  }

  /** How far each has moved since the host was made, as far as has been read. */
  get moved(): Counters {
    return counterDeltas({}, this.#moved);
  }

  /** As they are now. */
  async read(): Promise<Counters> {
    await this.#readMoved();
    return addCounters(this.#atStart, this.#moved);
  }

  /** What has moved since this was asked last; undefined where nothing has. */
  async news(): Promise<CounterNews | undefined> {
    const { at } = await this.#readMoved();
    const told = this.#told;
    const deltas = counterDeltas(told.moved, this.#moved);
    this.#told = { at, moved: this.#moved };
    return Object.keys(deltas).length === 0 ? undefined : { at, since: told.at, deltas };
  }

  /** Replies come in the order of their requests, so that nothing is counted twice or left out. */
  async #readMoved(): Promise<Result<'countersMoved'>> {
    const reading = await this.#agent.request('countersMoved', {});
    this.#moved = addCounters(this.#moved, reading.moved);
    this.#began = reading.began;
    this.#at = reading.at;
    return reading;
  }
}
