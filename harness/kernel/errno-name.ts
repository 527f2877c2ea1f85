import os from 'node:os';
import { getSystemErrorName } from 'node:util';

/** Where the kernel has two names for a number, the first is the one it is known by: EAGAIN, not EWOULDBLOCK. */
const NAMES = new Map(
  Object.entries(os.constants.errno)
    .map(([name, number]) => [number, name] as const)
    .reverse(),
);

/** `EINPROGRESS` for 115: more names than libuv has, which knows only those that its own calls raise. */
export function errnoName(errno: number): string {
  return NAMES.get(errno) ?? getSystemErrorName(-errno);
}
