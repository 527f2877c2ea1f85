import { SOCKET_OPTIONS, type Linger, type OptionValue, type SocketOption } from '../model/socket-options.ts';
import { errnoName } from './errno-name.ts';
import { getInt, setInt } from './int-option.ts';
import { call } from './libc.ts';

/** struct linger: two ints. */
const LINGER_SIZE = 8;

/** setsockopt(2). Raises SystemCallError where the kernel refuses. */
export function setSocketOption(fd: number, option: SocketOption, value: OptionValue): void {
  const { level, number } = SOCKET_OPTIONS[option];
  if (typeof value !== 'object') {
    setInt(fd, level, number, Number(value));
    return;
  }
  const bytes = Buffer.alloc(LINGER_SIZE);
  bytes.writeInt32LE(Number(value.onOff), 0);
  bytes.writeInt32LE(value.seconds, 4);
  call('setsockopt', fd, level, number, bytes, LINGER_SIZE);
}

/** getsockopt(2). Raises SystemCallError where the kernel refuses. */
export function getSocketOption(fd: number, option: SocketOption): OptionValue {
  const { level, number, kind } = SOCKET_OPTIONS[option];
  if (kind === 'linger') return getLinger(fd, level, number);
  const value = getInt(fd, level, number);
  if (kind === 'flag') return value !== 0;
  return kind === 'errno' && value !== 0 ? errnoName(value) : value;
}

function getLinger(fd: number, level: number, number: number): Linger {
  const bytes = Buffer.alloc(LINGER_SIZE);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(LINGER_SIZE);
  call('getsockopt', fd, level, number, bytes, length);
  return { onOff: bytes.readInt32LE(0) !== 0, seconds: bytes.readInt32LE(4) };
}
