import { parsePacket } from '../model/packet.ts';
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
  /** As the faults before have made it. */
  #packet: Buffer;
  #segment: Segment;

  constructor(options: TravellerOptions) {
    this.#options = options;
    this.#packet = options.packet;
    this.#segment = options.segment;
  }

  arriveForged(): void {
    this.#options.tell(this.#touched('forged'));
    this.#options.decide('accept');
  }

  travel(faults: readonly ArmedFault[], index = 0): void {
    const fault = faults[index];
    const goOn = () => this.travel(faults, index + 1);
    if (!fault) this.#deliver();
    else if (fault.asks) fault.turnsOf(this.#options.direction).take(() => this.#ask(fault, goOn));
    else if (this.#fits(fault)) this.#offer(fault, goOn);
    else goOn();
  }

  /** Resolves when the scenario has answered; until then those behind wait, since none may overtake. */
  #ask(fault: ArmedFault, goOn: () => void): Promise<void> | undefined {
    if (this.#fits(fault)) {
      const { ask } = this.#options;
      return ask(this.#touched('watched', fault.name), fault.name).then((selected) => {
        if (selected) this.#offer(fault, goOn);
        else goOn();
      });
    }
    goOn();
    return undefined;
  }

  #fits(fault: ArmedFault): boolean {
    return fault.fits(this.#segment, this.#options.direction);
  }

  #offer(fault: ArmedFault, goOn: () => void): void {
    if (fault.countsIn(this.#options.direction)) fault.fate.take(this.#passage(fault, goOn));
    else goOn();
  }

  #passage(fault: ArmedFault, goOn: () => void): Passage {
    const { direction, idleMs, tell, decide } = this.#options;
    return {
      ...{ segment: this.#segment, packet: this.#packet, direction, idleMs },
      tell: (verdict, detail) => tell(this.#touched(verdict, fault.name, detail)),
      pass: (replacement) => {
        if (replacement) this.#become(replacement);
        goOn();
      },
      drop: () => decide('drop'),
    };
  }

  #become(packet: Buffer): void {
    this.#packet = packet;
    this.#segment = parsePacket(packet) ?? this.#segment;
  }

  #deliver(): void {
    const isChanged = this.#packet !== this.#options.packet;
    this.#options.decide('accept', isChanged ? this.#packet : undefined);
    this.#options.direction.delivered(this.#segment);
  }

  #touched(verdict: WireVerdict, fault?: string, detail?: string): TouchedSegment {
    const { direction, number, now } = this.#options;
    const segment = this.#segment;
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
