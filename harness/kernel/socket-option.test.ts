import { closeSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SOCKET_OPTIONS, type OptionValue, type SocketOption } from '../model/socket-options.ts';
import { AF_INET, SOCK_STREAM } from './constants.ts';
import { call } from './libc.ts';
import { getSocketOption, setSocketOption } from './socket-option.ts';

let fd: number;
beforeEach(() => {
  fd = call('socket', AF_INET, SOCK_STREAM, 0);
});
afterEach(() => closeSync(fd));

/** For each option that can be set a value that is not its default, and what the kernel then says it is. */
const EXAMPLES: {
  readonly [O in Exclude<SocketOption, 'SO_ERROR'>]: readonly [OptionValue<O>, OptionValue<O>?];
} = {
  SO_REUSEADDR: [true],
  SO_REUSEPORT: [true],
  SO_KEEPALIVE: [true],
  SO_LINGER: [{ onOff: true, seconds: 5 }],
  // socket(7): the kernel doubles it, for its own bookkeeping.
  SO_SNDBUF: [10_000, 20_000],
  SO_RCVBUF: [10_000, 20_000],
  TCP_NODELAY: [true],
  TCP_KEEPIDLE: [11],
  TCP_KEEPINTVL: [12],
  TCP_KEEPCNT: [13],
  TCP_SYNCNT: [2],
  TCP_LINGER2: [-1],
  // Kept as retransmissions of the SYN-ACK, whose times add up to it: 1, 3, 7 s, … (secs_to_retrans).
  TCP_DEFER_ACCEPT: [2, 3],
  TCP_QUICKACK: [false],
  TCP_USER_TIMEOUT: [1_500],
  TCP_FASTOPEN: [5],
  TCP_FASTOPEN_CONNECT: [true],
};

describe('an option', () => {
  test.each(Object.entries(EXAMPLES))('%s is set to %j and read again', (name, [value, told = value]) => {
    const option = name as SocketOption;
    expect(getSocketOption(fd, option)).not.toEqual(told);
    setSocketOption(fd, option, value);
    expect(getSocketOption(fd, option)).toEqual(told);
  });

  test('SO_ERROR is 0 where there is none', () => {
    expect(getSocketOption(fd, 'SO_ERROR')).toBe(0);
    expect(Object.keys(SOCKET_OPTIONS)).toHaveLength(Object.keys(EXAMPLES).length + 1);
  });

  test('with a value the kernel refuses raises its errno', () => {
    expect(() => setSocketOption(fd, 'TCP_SYNCNT', 200)).toThrow(
      expect.objectContaining({ code: 'EINVAL', syscall: 'setsockopt' }),
    );
  });
});
