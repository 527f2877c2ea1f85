import { call } from './libc.ts';

const SIZE = 4;

/** getsockopt(2) for an option whose value is an int. Raises SystemCallError. */
export function getInt(fd: number, level: number, option: number): number {
  const value = Buffer.alloc(SIZE);
  const length = Buffer.alloc(SIZE);
  length.writeUInt32LE(SIZE);
  call('getsockopt', fd, level, option, value, length);
  return value.readInt32LE();
}

/** setsockopt(2) for an option whose value is an int. Raises SystemCallError. */
export function setInt(fd: number, level: number, option: number, value: number): void {
  const bytes = Buffer.alloc(SIZE);
  bytes.writeInt32LE(value);
  call('setsockopt', fd, level, option, bytes, SIZE);
}
