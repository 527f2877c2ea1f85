import { flagBits, sequenceDistance, sequenceLength, sequencePlus, type Segment } from '../model/segment.ts';
import type { SeenNumbers } from '../model/wire.ts';

const SYN = flagBits(['SYN']);
const ACK = flagBits(['ACK']);

/** What the wire knows of the segments of one connection that go one way. */
export class Direction {
  /** How many segments each fault has matched here, for its position. */
  readonly matched = new Map<string, number>();
  #initialSeq: number | undefined;
  #initialAck: number | undefined;
  #receiveNext: number | undefined;
  #sendNext = 0;
  #deliveries: (() => void)[] = [];
  #lastArrival: number | undefined;

  /** Milliseconds since the segment before this one; 0 for the first. */
  arrived(segment: Segment, now: number): number {
    if (segment.flags & SYN && segment.seq !== this.#initialSeq) this.#begin(segment);
    // A SYN that crossed another goes out again as SYN-ACK: the first acknowledgement, but not the first segment.
    if (this.#initialSeq !== undefined && segment.flags & ACK) this.#initialAck ??= segment.ack - 1;
    const idle = now - (this.#lastArrival ?? now);
    this.#lastArrival = now;
    return idle;
  }

  /** As captures count: SYN is 0. Undefined where the connection's SYN was not seen. */
  relativeSeq({ seq }: Segment): number | undefined {
    return this.#initialSeq === undefined ? undefined : (seq - this.#initialSeq) >>> 0;
  }

  relativeAck({ ack, flags }: Segment): number | undefined {
    return this.#initialAck === undefined || !(flags & ACK) ? undefined : (ack - this.#initialAck) >>> 0;
  }

  delivered(segment: Segment): void {
    const end = sequencePlus(segment.seq, sequenceLength(segment));
    if (this.#receiveNext === undefined || sequenceDistance(end, this.#receiveNext) > 0)
      this.#receiveNext = end;
    if (segment.flags & ACK) this.#sendNext = segment.ack;
    for (const notify of this.#deliveries.splice(0)) notify();
  }

  /** Calls back once, after the next segment that is delivered. */
  onDelivery(notify: () => void): void {
    this.#deliveries.push(notify);
  }

  get numbers(): SeenNumbers | undefined {
    return this.#receiveNext === undefined
      ? undefined
      : { receiveNext: this.#receiveNext, sendNext: this.#sendNext };
  }

  /** A new connection, perhaps between the ends of an older one. */
  #begin({ seq }: Segment): void {
    this.#initialSeq = seq;
    this.#initialAck = undefined;
    this.#receiveNext = undefined;
    this.matched.clear();
  }
}

/** By the ends of their connection. */
export class Directions {
  readonly #directions = new Map<string, Direction>();

  of({ source, destination }: Pick<Segment, 'source' | 'destination'>): Direction {
    const key = `${source.address} ${source.port} ${destination.address} ${destination.port}`;
    let direction = this.#directions.get(key);
    if (!direction) this.#directions.set(key, (direction = new Direction()));
    return direction;
  }
}
