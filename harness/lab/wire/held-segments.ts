import { HalfcloseError } from '../../model/errors.ts';
import { WireFault } from './wire-fault.ts';

export interface ReleaseOptions {
  /** Which ones, 1 for the one held longest, in the order in which they go. Default: all. */
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

  async #letGo(how: 'release' | 'discard', { places, reversed = false }: ReleaseOptions): Promise<void> {
    const asked = places === undefined ? 'all' : places.join(', ');
    this.lab.step(`wire: ${this.name} ${how} ${asked}${reversed ? ', reversed' : ''}`);
    const request = { fault: this.name, places, reversed, discard: how === 'discard' };
    let count = 0;
    // One connection has one receiver; where several hosts hold segments, each lets its own go.
    for (const host of this.hosts) count += (await host.request('wireRelease', request)).count;
    if (count > 0) return;
    throw new HalfcloseError('NOTHING_HELD', `${this.name} (${this.what}) holds no segment to ${how}`, {
      hint: 'wait for one first: await held.caught()',
    });
  }
}
