/**
 * Blocks of a pcapng file (draft-ietf-opsawg-pcapng), in little-endian byte order.
 */
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;

/** What a packet of a host's device begins with. */
export const LINKTYPE_ETHERNET = 1;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Nobody says how long the section will be: it grows. */
const UNKNOWN_LENGTH = 0xffff_ffff_ffff_ffffn;

const [HARDWARE, OPERATING_SYSTEM, APPLICATION] = [2, 3, 4];
const [INTERFACE_NAME, INTERFACE_DESCRIPTION_TEXT, TIME_RESOLUTION] = [2, 3, 9];
const PACKET_FLAGS = 2;
/** Times are in units of 10 to the power of minus 9 seconds. */
const NANOSECONDS = 9;
/** The lowest two bits of a packet's flags. */
const DIRECTIONS = { in: 1, out: 2 } as const;

export interface Section {
  readonly hardware: string;
  readonly operatingSystem: string;
  readonly application: string;
}

export interface CaptureInterface {
  readonly name: string;
  readonly description: string;
}

export interface PcapngPacket {
  /** The place of its interface's description among those of the section, from 0. */
  readonly interface: number;
  readonly direction: keyof typeof DIRECTIONS;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly bytes: Buffer;
  /** How long the packet was on the wire. */
  readonly length: number;
}

export function sectionHeader({ hardware, operatingSystem, application }: Section): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(BYTE_ORDER_MAGIC, 0);
  body.writeUInt16LE(1, 4); // version 1.0
  body.writeBigUInt64LE(UNKNOWN_LENGTH, 8);
  return block(SECTION_HEADER, body, [
    option(HARDWARE, Buffer.from(hardware)),
    option(OPERATING_SYSTEM, Buffer.from(operatingSystem)),
    option(APPLICATION, Buffer.from(application)),
  ]);
}

export function interfaceDescription({ name, description }: CaptureInterface): Buffer {
  const body = Buffer.alloc(8); // a snapshot length of 0 is none
  body.writeUInt16LE(LINKTYPE_ETHERNET, 0);
  return block(INTERFACE_DESCRIPTION, body, [
    option(INTERFACE_NAME, Buffer.from(name)),
    option(INTERFACE_DESCRIPTION_TEXT, Buffer.from(description)),
    option(TIME_RESOLUTION, Buffer.from([NANOSECONDS])),
  ]);
}

export function enhancedPacket(packet: PcapngPacket): Buffer {
  const { time, bytes, length, direction } = packet;
  const body = Buffer.alloc(20);
  body.writeUInt32LE(packet.interface, 0);
  body.writeUInt32LE(Number(time >> 32n), 4);
  body.writeUInt32LE(Number(time & 0xffff_ffffn), 8);
  body.writeUInt32LE(bytes.length, 12);
  body.writeUInt32LE(length, 16);
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(DIRECTIONS[direction]);
  return block(ENHANCED_PACKET, Buffer.concat([body, padded(bytes)]), [option(PACKET_FLAGS, flags)]);
}

/** Its length stands at both ends of a block, so that a file can be read backwards too. */
function block(type: number, body: Buffer, options: readonly Buffer[]): Buffer {
  const endOfOptions = Buffer.alloc(4);
  const head = Buffer.alloc(8);
  const tail = Buffer.alloc(4);
  const bytes = Buffer.concat([head, body, ...options, endOfOptions, tail]);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(bytes.length, 4);
  bytes.writeUInt32LE(bytes.length, bytes.length - 4);
  return bytes;
}

function option(code: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

/** Everything in a block begins at a multiple of four bytes. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
