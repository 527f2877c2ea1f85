import { flagNames, type Segment } from '../model/segment.ts';
import type { TouchedSegment, WireVerdict } from '../model/wire.ts';
import type { ArmedFault } from './armed-fault.ts';
import type { Direction } from './direction.ts';
import type { Passage } from './passage.ts';

interface TravellerOptions {
  readonly segment: Segment;
  readonly packet: Buffer;
  readonly direction: Direction;
  readonly idleMs: number;
  readonly number: number;
  readonly now: () => number;
  readonly decide: (verdict: 'accept' | 'drop', replacement?: Buffer) => void;
  readonly tell: (touched: TouchedSegment) => void;
  readonly ask: (touched: TouchedSegment, fault: string) => Promise<boolean>;
}

/** Takes one segment past the faults, in the order in which they were armed, to its verdict. */
export class Traveller {
  readonly #options: TravellerOptions;

  constructor(options: TravellerOptions) {
    this.#options = options;
  }

  arriveForged(): void {
    this.#options.tell(this.#touched('forged'));
    this.#deliver();
  }

  travel(faults: readonly ArmedFault[]): void {
    const { direction } = this.#options;
    // It must not overtake one of its direction that waits for the scenario's word.
    if (direction.asking) direction.behindQuestion.push(() => this.travel(faults));
    else this.#meet(faults, 0);
  }

  #meet(faults: readonly ArmedFault[], index: number, replacement?: Buffer): void {
    const fault = faults[index];
    if (!fault) {
      this.#deliver(replacement);
      return;
    }
    const goOn = (changed = replacement) => this.#meet(faults, index + 1, changed);
    const { segment, direction } = this.#options;
    if (!fault.fits(segment, direction)) {
      goOn();
      return;
    }
    if (fault.asks) return void this.#ask(fault, goOn);
    if (!fault.countsIn(direction)) {
      goOn();
      return;
    }
    fault.fate.take(this.#passage(fault, goOn));
  }

  async #ask(fault: ArmedFault, goOn: () => void): Promise<void> {
    const { direction, ask } = this.#options;
    direction.asking = true;
    const selected = await ask(this.#touched('watched', fault.name), fault.name);
    direction.asking = false;
    if (selected && fault.countsIn(direction)) fault.fate.take(this.#passage(fault, goOn));
    else goOn();
    direction.goOnAfterQuestion();
  }

  #passage(fault: ArmedFault, goOn: (changed?: Buffer) => void): Passage {
    const { segment, packet, direction, idleMs, tell, decide } = this.#options;
    return {
      ...{ segment, packet, direction, idleMs },
      tell: (verdict, detail) => tell(this.#touched(verdict, fault.name, detail)),
      pass: goOn,
      drop: () => decide('drop'),
    };
  }

  #deliver(replacement?: Buffer): void {
    this.#options.decide('accept', replacement);
    this.#options.direction.delivered(this.#options.segment);
  }

  #touched(verdict: WireVerdict, fault?: string, detail?: string): TouchedSegment {
    const { segment, direction, number, now } = this.#options;
    return {
      at: now(),
      fault,
      verdict,
      segment: number,
      from: segment.source,
      to: segment.destination,
      flags: flagNames(segment.flags),
      seq: segment.seq,
      ack: segment.ack,
      relativeSeq: direction.relativeSeq(segment),
      relativeAck: direction.relativeAck(segment),
      length: segment.payload.length,
      detail,
    };
  }
}
