import { EventEmitter, once } from 'node:events';
import type { LookEvent } from '../model/protocol.ts';
import type { SocketRow } from '../model/socket-row.ts';
import { Sampler, type Look } from './sampler.ts';

export function row(state: SocketRow['state'], more: Partial<SocketRow> = {}): SocketRow {
  return {
    ...{ state, recvQ: 0, sendQ: 0, inode: 7, uid: 0, owners: [], memory: undefined, timer: undefined },
    local: { address: '10.0.0.2', port: 40_000 },
    peer: { address: '10.0.0.3', port: 7000 },
    tcpInfo: {},
    ...more,
  };
}

/** A sampler whose looks the test answers one by one; each takes one millisecond of its clock. */
export class Kernel implements Disposable {
  readonly events: LookEvent[] = [];
  floods: Look['floods'] = [];
  readonly #asked = new EventEmitter();
  readonly #waiting: { answer: (look: Look) => void; fail: (error: Error) => void }[] = [];
  #clock = 0;
  #over = false;
  readonly sampler = new Sampler({
    look: () => this.#look(),
    now: () => ++this.#clock,
    emit: (event) => this.events.push(event),
  });

  #look(): Promise<Look> {
    // The sampler looks on and on; after the test it gets an answer that never comes.
    if (this.#over) return new Promise(() => undefined);
    return new Promise((answer, fail) => {
      this.#waiting.push({ answer, fail });
      this.#asked.emit('asked');
    });
  }

  get looksUnderWay(): number {
    return this.#waiting.length;
  }

  /** Resolves when the sampler looks: now, or as soon as it does. */
  async asked(): Promise<void> {
    if (this.#waiting.length === 0) await once(this.#asked, 'asked');
  }

  async answer(...rows: SocketRow[]): Promise<void> {
    await this.asked();
    this.#waiting.shift()?.answer({ rows, floods: this.floods });
  }

  async fail(message: string): Promise<void> {
    await this.asked();
    this.#waiting.shift()?.fail(new Error(message));
  }

  /** One look that shows these rows, and what was told of it. */
  async look(...rows: SocketRow[]) {
    const before = this.events.length;
    const looking = this.sampler.lookNow();
    await this.answer(...rows);
    const summary = await looking;
    const told = this.events.slice(before).flatMap(({ seen }) => seen.map(({ state }) => state));
    return { ...summary, told };
  }

  [Symbol.dispose](): void {
    this.#over = true;
    this.sampler.cadence(1, true);
  }
}
