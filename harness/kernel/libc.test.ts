import { closeSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { call, SystemCallError } from './libc.ts';
import { AF_INET, SOCK_STREAM } from './constants.ts';

test('a call of libc gives what the kernel gave', () => {
  const fd = call('socket', AF_INET, SOCK_STREAM, 0);
  try {
    const linger = Buffer.alloc(8);
    linger.writeInt32LE(1, 0);
    linger.writeInt32LE(7, 4);
    call('setsockopt', fd, 1, 13, linger, linger.length);
    const read = Buffer.alloc(8);
    const length = Buffer.from(Uint32Array.of(8).buffer);
    call('getsockopt', fd, 1, 13, read, length);
    expect([read.readInt32LE(0), read.readInt32LE(4)]).toEqual([1, 7]);
  } finally {
    closeSync(fd);
  }
});

test('what the kernel refuses is raised by its name', () => {
  expect(() => call('socket', 9999, SOCK_STREAM, 0)).toThrow(
    expect.objectContaining({ code: 'EAFNOSUPPORT', syscall: 'socket' }),
  );
  expect(() => call('setsockopt', -1, 1, 13, Buffer.alloc(8), 8)).toThrow(SystemCallError);
});
