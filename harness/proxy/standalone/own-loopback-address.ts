/**
 * A loopback address that belongs to this process alone: all ports of it are free but those it uses itself. For programs
 * that do not say which port the kernel chose.
 */
export function ownLoopbackAddress(): string {
  return `127.${String((process.pid >> 16) + 2)}.${String((process.pid >> 8) & 255)}.${String(process.pid & 255)}`;
}
