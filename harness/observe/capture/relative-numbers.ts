import { connectionKey, type SocketAddress } from '../../model/socket-row.ts';
import { flagBits, sequenceDistance, type Segment } from '../../model/segment.ts';

const SYN = flagBits(['SYN']);
const ACK = flagBits(['ACK']);

/** Which connection between its two ends a segment is of, and its numbers as counted from that one's SYNs. */
export interface Placed {
  /** 1 for the first connection between these ends, 2 for the one that a later SYN began, … */
  readonly connection: number;
  /** Undefined where the SYN was not seen. */
  readonly seq?: number | undefined;
  readonly ack?: number | undefined;
}

interface Pair {
  connection: number;
  /** Initial sequence numbers, by the end that chose them. */
  readonly initial: Map<string, number>;
}

/** Counts sequence numbers from each connection's SYNs, as captures do. Segments are to be given in order. */
export class RelativeNumbers {
  readonly #pairs = new Map<string, Pair>();

  place(segment: Pick<Segment, 'source' | 'destination' | 'seq' | 'ack' | 'flags'>): Placed {
    const { source, destination, seq, ack, flags } = segment;
    const pair = this.#pairOf(source, destination);
    const [from, to] = [keyOf(source), keyOf(destination)];
    if (flags & SYN) this.#begin(pair, from, segment);
    const [own, others] = [pair.initial.get(from), pair.initial.get(to)];
    return {
      connection: pair.connection,
      seq: own === undefined ? undefined : sequenceDistance(seq, own) >>> 0,
      ack: others === undefined || !(flags & ACK) ? undefined : sequenceDistance(ack, others) >>> 0,
    };
  }

  /** A SYN by another number than the one seen of that end begins the next connection, unless it answers one that does. */
  #begin(pair: Pair, from: string, { seq, flags }: Pick<Segment, 'seq' | 'flags'>): void {
    const known = pair.initial.get(from);
    if (known === seq) return;
    if (known !== undefined && !(flags & ACK)) {
      pair.connection++;
      pair.initial.clear();
    }
    pair.initial.set(from, seq);
  }

  #pairOf(source: SocketAddress, destination: SocketAddress): Pair {
    const key =
      keyOf(source) < keyOf(destination)
        ? connectionKey({ local: source, peer: destination })
        : connectionKey({ local: destination, peer: source });
    let pair = this.#pairs.get(key);
    if (!pair) this.#pairs.set(key, (pair = { connection: 1, initial: new Map() }));
    return pair;
  }
}

function keyOf({ address, port }: SocketAddress): string {
  return `${address} ${String(port)}`;
}
