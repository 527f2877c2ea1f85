import { EventQueue } from './event-queue.ts';
import type { Leg } from './leg.ts';
import { Outlet } from './outlet.ts';
import type { Stage, StageParts } from './stage.ts';
import type { ToxicSetting } from './toxic-setting.ts';
import type { StreamEvent } from './toxics/toxic.ts';

/** How much is read ahead of what the destination takes, in bytes, unless a toxic asks for more. */
const READ_AHEAD_BYTES = 256 * 1024;

export interface DirectionParts {
  readonly source: () => Leg;
  readonly destination: () => Leg;
  readonly bothEnds: { reset(): void; close(): void };
  readonly makeStage: (setting: ToxicSetting, parts: Pick<StageParts, 'next' | 'changed'>) => Stage;
  readonly settings: readonly ToxicSetting[];
}

/** One way through the proxy: what the source says passes a stage for each toxic, in their order, and the outlet. */
export class Direction {
  readonly #parts: DirectionParts;
  readonly #outlet: Outlet;
  /** What was said before the connection was open at both ends. */
  readonly #early = new EventQueue();
  #stages: Stage[];
  #running = false;

  constructor(parts: DirectionParts) {
    const { destination, bothEnds } = parts;
    this.#parts = parts;
    this.#outlet = new Outlet({ destination, bothEnds, changed: () => this.#balance() });
    this.#stages = parts.settings.map((setting) => this.#stage(setting));
  }

  arrived(event: StreamEvent): void {
    const { readBuffer } = this.#parts.source();
    if (event.kind !== 'data') this.#enter(event);
    else if (this.#passesAtOnce) {
      this.#outlet.push(event);
      if (this.#outlet.isIdle) return;
      readBuffer.part(event.bytes);
    } else this.#enter({ ...event, bytes: readBuffer.keep(event.bytes) });
    this.#balance();
  }

  get #passesAtOnce(): boolean {
    return this.#running && this.#stages.length === 0 && this.#outlet.isIdle;
  }

  #enter(event: StreamEvent): void {
    if (this.#running) this.#first(event);
    else this.#early.push(event);
  }

  /** The connection is open at both ends. */
  run(): void {
    this.#running = true;
    // The last one first: what a toxic says as it begins passes those that follow.
    for (const stage of this.#stages.toReversed()) stage.start();
    for (let event = this.#early.take(); event; event = this.#early.take()) this.#first(event);
    this.#balance();
  }

  flushed(): void {
    this.#outlet.flushed();
  }

  add(setting: ToxicSetting): void {
    const stage = this.#stage(setting);
    this.#stages.push(stage);
    if (this.#running) stage.start();
  }

  update(setting: ToxicSetting): void {
    this.#stages.find((stage) => stage.setting === setting)?.updated();
    this.#balance();
  }

  remove(setting: ToxicSetting): void {
    const stage = this.#stages.find((each) => each.setting === setting);
    stage?.removed();
    this.#stages = this.#stages.filter((each) => each !== stage);
    this.#balance();
  }

  end(): void {
    this.#early.clear();
    this.#outlet.end();
    for (const stage of this.#stages) stage.end();
  }

  /** The names of the toxics that hit this connection. */
  get toxics(): string[] {
    return this.#stages.filter(({ hits }) => hits).map(({ setting }) => setting.name);
  }

  #first(event: StreamEvent): void {
    const stage = this.#stages[0];
    if (stage) stage.push(event);
    else this.#outlet.push(event);
  }

  #stage(setting: ToxicSetting): Stage {
    const stage: Stage = this.#parts.makeStage(setting, {
      changed: () => this.#balance(),
      next: (event) => {
        const following = this.#stages[this.#stages.indexOf(stage) + 1];
        if (following) following.push(event);
        else this.#outlet.push(event);
      },
    });
    return stage;
  }

  /** Reads as much as may be held, and no more; nothing where a toxic wants the window to close. */
  #balance(): void {
    const source = this.#parts.source();
    if (this.#stages.some(({ stopsReading }) => stopsReading)) {
      source.stopReading();
      return;
    }
    const held = this.#held();
    const limit = this.#readAhead();
    if (held > limit) source.stopReading();
    else if (held <= limit / 2) source.startReading();
  }

  #held(): number {
    return this.#stages.reduce((sum, { weight }) => sum + weight, this.#early.weight + this.#outlet.weight);
  }

  #readAhead(): number {
    return this.#stages.reduce(
      (most, { readAheadBytes }) => Math.max(most, readAheadBytes),
      READ_AHEAD_BYTES,
    );
  }
}
