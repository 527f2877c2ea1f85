import { AppliedToxic } from './applied-toxic.ts';
import { Arrivals } from './arrivals.ts';
import type { Leg } from './leg.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { StreamEvent } from './toxics/toxic.ts';

/** How much is read ahead of what the destination takes, in bytes, unless a toxic asks for more. */
const READ_AHEAD_BYTES = 256 * 1024;

export interface DirectionParts {
  readonly source: () => Leg;
  readonly destination: () => Leg;
  readonly apply: (setting: ToxicSetting) => AppliedToxic;
  readonly settings: readonly ToxicSetting[];
}

/**
 * One way through the proxy. What the source says is queued with the time it was read, and taken off one by one
 * through the toxics to the destination. The toxics are looked up anew at each step, so they may come and go.
 */
export class Direction {
  readonly #parts: DirectionParts;
  readonly #arrivals = new Arrivals();
  readonly #toxics: AppliedToxic[];
  #running = false;

  constructor(parts: DirectionParts) {
    this.#parts = parts;
    this.#toxics = parts.settings.map((setting) => parts.apply(setting));
  }

  arrived(event: StreamEvent): void {
    this.#arrivals.push(event);
    if (this.#arrivals.weight > this.#readAhead()) this.#parts.source().stopReading();
  }

  async run(): Promise<void> {
    this.#running = true;
    for (const toxic of this.#toxics) toxic.start();
    for (let event = await this.#arrivals.next(); event; event = await this.#arrivals.next()) {
      if (this.#arrivals.weight <= this.#readAhead() / 2) this.#parts.source().startReading();
      await this.#pass(event, 0);
    }
  }

  add(setting: ToxicSetting): void {
    const toxic = this.#parts.apply(setting);
    this.#toxics.push(toxic);
    if (this.#running) toxic.start();
  }

  update(setting: ToxicSetting): void {
    this.#toxics.find((toxic) => toxic.setting === setting)?.updated();
  }

  remove(setting: ToxicSetting): void {
    const index = this.#toxics.findIndex((toxic) => toxic.setting === setting);
    if (index >= 0) this.#toxics.splice(index, 1)[0]?.removed();
  }

  end(): void {
    this.#arrivals.end();
    for (const toxic of this.#toxics) toxic.end();
  }

  /** Through the first toxic behind the one numbered `after`, and so on to the destination. */
  async #pass(event: StreamEvent, after: number): Promise<void> {
    const toxic = this.#toxics.find(({ setting }) => setting.order > after);
    if (!toxic) return this.#deliver(event);
    const { order } = toxic.setting;
    const out = toxic.pass(event);
    if (!out) return this.#pass(event, order);
    for await (const passed of out) await this.#pass(passed, order);
  }

  /** A RST comes after the kernel took all that was read before it; what the peer's window then has no room for, it drops. */
  async #deliver(event: StreamEvent): Promise<void> {
    const destination = this.#parts.destination();
    if (event.kind === 'data') await destination.write(event.bytes);
    else if (event.kind === 'fin') destination.fin();
    else destination.reset();
  }

  #readAhead(): number {
    return Math.max(READ_AHEAD_BYTES, ...this.#toxics.map(({ readAheadBytes }) => readAheadBytes));
  }
}
