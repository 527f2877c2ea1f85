import { buildPacket } from '../../model/packet.ts';
import type { Corruption } from '../../model/wire.ts';
import type { Fate, FateContext, Passage } from '../passage.ts';

/** Lets another segment through in place of the one that came. */
export function corrupt(what: Corruption, context: FateContext): Fate {
  return {
    take(passage) {
      if (what === 'checksum') withWrongChecksum(passage);
      else withWrongByte(passage, context);
    },
  };
}

/** The receiver's TCP drops it and counts it (Tcp.InCsumErrors). */
function withWrongChecksum(passage: Passage): void {
  const packet = Buffer.from(passage.packet);
  const header = packet.length - passage.segment.payload.length - passage.segment.options.length - 20;
  // One bit: all of them would turn 0 into 0xffff, which is 0 too in ones' complement (RFC 1071).
  packet.writeUInt16BE(packet.readUInt16BE(header + 16) ^ 1, header + 16);
  passage.tell('corrupted', 'checksum');
  passage.pass(packet);
}

/** The receiver's application gets a byte that nobody sent: TCP's checksum fits it. */
function withWrongByte(passage: Passage, { random }: FateContext): void {
  const payload = Buffer.from(passage.segment.payload);
  if (payload.length === 0) {
    passage.pass();
    return;
  }
  const at = Math.floor(random() * payload.length);
  payload.writeUInt8(payload.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at);
  passage.tell('corrupted', `byte ${String(at + 1)} of ${String(payload.length)}`);
  passage.pass(buildPacket({ ...passage.segment, payload }));
}
