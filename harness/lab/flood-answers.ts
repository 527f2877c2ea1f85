import type { TraceEvent } from '../observe/trace/trace-event.ts';
import type { Recorder } from '../observe/recorder.ts';
import type { LabHost } from './lab-host.ts';

interface Together {
  readonly first: TraceEvent;
  times: number;
}

/** SYN-ACKs that a host's kernel sends again to the made-up addresses of a flood: told together, as they come. */
export class FloodAnswers {
  readonly #recorder: Recorder;
  readonly #waiting = new Map<LabHost, Together>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  add(host: LabHost, event: TraceEvent): void {
    if (this.#waiting.size === 0) setImmediate(() => this.tell());
    const together = this.#waiting.get(host);
    if (together) together.times++;
    else this.#waiting.set(host, { first: event, times: 1 });
  }

  /** Puts what has come since the last time into the timeline. */
  tell(): void {
    for (const [host, { first, times }] of this.#waiting) {
      const { local, peer } = first;
      const at = this.#recorder.toLabTime(host.toLocalTime(first.at));
      this.#recorder.record({
        probe: 'trace',
        kind: 'retransmitted',
        at,
        host: host.name,
        local,
        peer,
        times,
      });
    }
    this.#waiting.clear();
  }
}
