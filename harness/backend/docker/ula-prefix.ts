import { randomBytes, randomInt } from 'node:crypto';

/**
 * The first 64 bits of a unique local network, drawn at random (RFC 4193), as every kernel and tool writes it (RFC 5952): no
 * group begins with a zero, and none is zero, which `::` behind it would have to take in.
 */
export function randomUlaPrefix(): string {
  const groups = Array.from({ length: 3 }, () => randomInt(1, 0x1_00_00).toString(16));
  return `fd${randomBytes(1).toString('hex')}:${groups.join(':')}`;
}
