import type { CapturedSegment } from '../../model/observation.ts';
import { TCP_HEADER } from '../../model/packet.ts';
import { flagNames, FORGED_HOP_LIMIT } from '../../model/segment.ts';
import { optionWords } from '../../model/tcp-options.ts';
import { readFrame } from './frame.ts';
import type { CapturedPacket } from './pcap-reader.ts';
import { RelativeNumbers } from './relative-numbers.ts';

export interface Captured {
  readonly packet: CapturedPacket;
  readonly direction: CapturedSegment['direction'];
  /** Undefined where the packet is no TCP segment. */
  readonly segment?: Omit<CapturedSegment, 'at'> | undefined;
}

interface CapturingHost {
  readonly name: string;
  owns(address: string): boolean;
}

/** Reads what was captured at one host, in order. */
export class SegmentReader {
  readonly #host: CapturingHost;
  readonly #numbers = new RelativeNumbers();

  constructor(host: CapturingHost) {
    this.#host = host;
  }

  read(packet: CapturedPacket): Captured {
    const frame = readFrame(packet.bytes, packet.length);
    // A host may send for an address that is not its own, and is not given what is for another's.
    const direction: CapturedSegment['direction'] =
      frame && !this.#host.owns(frame.destination) ? 'out' : 'in';
    if (!frame?.segment) return { packet, direction };
    const { source, destination, flags, seq, ack, window, options, payloadLength, hopLimit } = frame.segment;
    const { connection, ...relative } = this.#numbers.place(frame.segment);
    const segment = {
      ...{ probe: 'capture' as const, host: this.#host.name, direction, connection },
      ...{ from: source, to: destination, flags: flagNames(flags), seq, ack },
      ...{ relativeSeq: relative.seq, relativeAck: relative.ack, window, length: payloadLength },
      ...{ headerLength: TCP_HEADER + options.length, options: optionWords(options) },
      ...(hopLimit === FORGED_HOP_LIMIT ? { forged: true as const } : {}),
    };
    return { packet, direction, segment };
  }
}
