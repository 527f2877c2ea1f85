import { closeSync } from 'node:fs';
import { constants } from 'node:os';
import { expect, test } from '@jest/globals';
import { call, callUnless, SystemCallError } from './libc.ts';
import { AF_INET, MSG_DONTWAIT, SOCK_DGRAM, SOCK_STREAM } from './constants.ts';

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

test('an errno that was expected is no failure, any other one is', () => {
  const fd = call('socket', AF_INET, SOCK_DGRAM, 0);
  try {
    const bytes = Buffer.alloc(8);
    const receive = (errno: number) => callUnless(errno, 'recv', fd, bytes, bytes.length, MSG_DONTWAIT);
    expect(receive(constants.errno.EAGAIN)).toBeUndefined();
    expect(() => receive(constants.errno.EINTR)).toThrow(expect.objectContaining({ code: 'EAGAIN' }));
  } finally {
    closeSync(fd);
  }
});
