import { HalfcloseError } from '../../model/errors.ts';
import type { LabHost } from '../lab-host.ts';
import { checkNumbers } from './fault-options.ts';
import { WireFault } from './wire-fault.ts';

export interface ReleaseOptions {
  /**
   * Which ones, 1 for the one held longest, in the order in which they go. Where several hosts hold segments, each
   * counts its own. Default: all.
   */
  readonly places?: readonly number[];
  /** The last one first. Default: false. */
  readonly reversed?: boolean;
}

/** Segments that wait in the receiver's kernel until they are let go. */
export class HeldSegments extends WireFault {
  /** Lets held segments go; later ones are held again. Raises NOTHING_HELD where there are none. */
  async release(options: ReleaseOptions = {}): Promise<void> {
    await this.#letGo('release', options);
  }

  /** Lets the one held longest go. */
  releaseOne(): Promise<void> {
    return this.release({ places: [1] });
  }

  /** Drops held segments; later ones are held again. Raises NOTHING_HELD where there are none. */
  async discard(options: ReleaseOptions = {}): Promise<void> {
    await this.#letGo('discard', options);
  }

  async #letGo(how: 'release' | 'discard', options: ReleaseOptions): Promise<void> {
    const { places, reversed = false } = checkNumbers(how, options);
    const counts = await this.#counts();
    const most = Math.max(0, ...counts.values());
    if (most === 0) this.#nothingHeld(`no segment to ${how}`);
    const missing = places?.find((place) => place > most);
    if (missing !== undefined) this.#nothingHeld(`${String(most)}: there is no number ${String(missing)}`);
    const asked = places === undefined ? 'all' : places.join(', ');
    this.lab.step(`wire: ${this.name} ${how} ${asked}${reversed ? ', reversed' : ''}`);
    for (const [host, count] of counts) {
      const here = places?.filter((place) => place <= count);
      const request = { fault: this.name, places: here, reversed, discard: how === 'discard' };
      if (count > 0) await host.request('wireRelease', request);
    }
  }

  async #counts(): Promise<ReadonlyMap<LabHost, number>> {
    const counts = this.hosts.map(async (host) => {
      const { count } = await host.request('wireHeld', { fault: this.name });
      return [host, count] as const;
    });
    return new Map(await Promise.all(counts));
  }

  #nothingHeld(what: string): never {
    const over = this.inForce ? '' : ', it was lifted';
    throw new HalfcloseError('NOTHING_HELD', `${this.name} (${this.what}) holds ${what}${over}`, {
      hint: 'wait for what you want to let go: await held.caught()',
    });
  }
}
