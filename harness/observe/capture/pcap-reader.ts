import { LINKTYPE_ETHERNET } from './pcapng.ts';

/** The first word of a file: in whose byte order its integers are, and what its fractions of seconds are. */
const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** No device has longer packets; what says otherwise is no header of a record (MAXIMUM_SNAPLEN of libpcap). */
const LONGEST_PACKET = 262_144;

/** A packet as it was captured. */
export interface CapturedPacket {
  /** Nanoseconds since 1970, of the clock that the capture was timed by. */
  readonly time: bigint;
  /** As much of it as was kept, from its link layer on. */
  readonly bytes: Buffer;
  /** How long it was. */
  readonly length: number;
}

interface Format {
  readonly littleEndian: boolean;
  /** How many nanoseconds a fraction of a second counts. */
  readonly unit: bigint;
}

/** Reads a pcap file of Ethernet frames (draft-ietf-opsawg-pcap) piece by piece, however it was cut. */
export class PcapReader {
  #rest: Buffer = Buffer.alloc(0);
  #format: Format | undefined;

  /** The packets that are whole with these bytes. Raises where they are not those of a pcap file. */
  read(bytes: Buffer): CapturedPacket[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    if (!this.#format) {
      if (this.#rest.length < FILE_HEADER) return [];
      this.#format = readFormat(this.#rest);
      this.#rest = this.#rest.subarray(FILE_HEADER);
    }
    const packets: CapturedPacket[] = [];
    for (let next = this.#next(this.#format); next; next = this.#next(this.#format)) packets.push(next);
    return packets;
  }

  #next({ littleEndian, unit }: Format): CapturedPacket | undefined {
    if (this.#rest.length < RECORD_HEADER) return undefined;
    const [seconds = 0, fraction = 0, kept = 0, length = 0] = words(this.#rest, 0, littleEndian);
    const time = BigInt(seconds) * 1_000_000_000n + BigInt(fraction) * unit;
    if (kept > length || length > LONGEST_PACKET || BigInt(fraction) * unit >= 1_000_000_000n)
      throw new Error('the capture is not whole: something else follows a packet than the next one');
    if (this.#rest.length < RECORD_HEADER + kept) return undefined;
    const bytes = this.#rest.subarray(RECORD_HEADER, RECORD_HEADER + kept);
    this.#rest = this.#rest.subarray(RECORD_HEADER + kept);
    return { time, bytes, length };
  }
}

function readFormat(header: Buffer): Format {
  for (const littleEndian of [true, false]) {
    const [magic] = words(header, 0, littleEndian);
    if (magic !== MICROSECONDS && magic !== NANOSECONDS) continue;
    const [linkType] = words(header, FILE_HEADER - 4, littleEndian);
    if (linkType === LINKTYPE_ETHERNET) return { littleEndian, unit: magic === NANOSECONDS ? 1n : 1_000n };
    throw new Error(`the capture is of link type ${String(linkType)}, not of Ethernet`);
  }
  throw new Error(`this is no pcap file: it begins with ${header.toString('hex', 0, 4)}`);
}

function words(bytes: Buffer, at: number, littleEndian: boolean): number[] {
  const words: number[] = [];
  for (let offset = at; offset < at + 16 && offset + 4 <= bytes.length; offset += 4)
    words.push(littleEndian ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset));
  return words;
}
