import { TEARDOWN_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';

interface Part {
  readonly what: string;
  readonly end: () => Promise<void> | void;
}

/** What has been made and has to go, the last one first. A failing part does not keep the others from going. */
export class Teardown {
  readonly #parts: Part[] = [];
  readonly #deadlineMs: number;

  /** `deadlineMs` is for each part; default: 25 s. */
  constructor(deadlineMs = TEARDOWN_DEADLINE_MS) {
    this.#deadlineMs = deadlineMs;
  }

  /** `what` names the part should it not come to its end. */
  add(what: string, end: () => Promise<void> | void): void {
    this.#parts.push({ what, end });
  }

  /** Resolves to what went wrong on the way, in order. A second call has nothing left to do. */
  async run(): Promise<Error[]> {
    const errors: Error[] = [];
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      try {
        await this.#inTime(part);
      } catch (error) {
        errors.push(error as Error);
      }
    }
    return errors;
  }

  async #inTime({ what, end }: Part): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const message = `${what} had not ended after ${String(this.#deadlineMs)} ms`;
        reject(
          new HalfcloseError('TIMED_OUT', message, {
            hint: 'what is left of it goes when this process ends',
          }),
        );
      }, this.#deadlineMs);
    });
    try {
      await Promise.race([end(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
