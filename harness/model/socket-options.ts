import { HalfcloseError } from './errors.ts';

/** SO_LINGER: with `onOff`, close(2) waits up to so many seconds for what is unsent; with 0 seconds it sends RST. */
export interface Linger {
  readonly onOff: boolean;
  readonly seconds: number;
}

/** How an option's value is spelled: an int of the kernel as itself, as on or off, as the name of an error, or a structure. */
interface Values {
  flag: boolean;
  int: number;
  /** 0: no error. */
  errno: string | 0;
  linger: Linger;
}

interface OptionForm {
  readonly level: number;
  readonly number: number;
  readonly kind: keyof Values;
  readonly readOnly?: true;
}

const SOL_SOCKET = 1;
const IPPROTO_TCP = 6;

/** Socket options by name (socket(7), tcp(7)), with the numbers of include/uapi: the same on every architecture node runs on. */
export const SOCKET_OPTIONS = {
  SO_REUSEADDR: { level: SOL_SOCKET, number: 2, kind: 'flag' },
  SO_ERROR: { level: SOL_SOCKET, number: 4, kind: 'errno', readOnly: true },
  SO_SNDBUF: { level: SOL_SOCKET, number: 7, kind: 'int' },
  SO_RCVBUF: { level: SOL_SOCKET, number: 8, kind: 'int' },
  SO_KEEPALIVE: { level: SOL_SOCKET, number: 9, kind: 'flag' },
  SO_LINGER: { level: SOL_SOCKET, number: 13, kind: 'linger' },
  SO_REUSEPORT: { level: SOL_SOCKET, number: 15, kind: 'flag' },
  TCP_NODELAY: { level: IPPROTO_TCP, number: 1, kind: 'flag' },
  TCP_KEEPIDLE: { level: IPPROTO_TCP, number: 4, kind: 'int' },
  TCP_KEEPINTVL: { level: IPPROTO_TCP, number: 5, kind: 'int' },
  TCP_KEEPCNT: { level: IPPROTO_TCP, number: 6, kind: 'int' },
  TCP_SYNCNT: { level: IPPROTO_TCP, number: 7, kind: 'int' },
  TCP_LINGER2: { level: IPPROTO_TCP, number: 8, kind: 'int' },
  TCP_DEFER_ACCEPT: { level: IPPROTO_TCP, number: 9, kind: 'int' },
  TCP_QUICKACK: { level: IPPROTO_TCP, number: 12, kind: 'flag' },
  TCP_USER_TIMEOUT: { level: IPPROTO_TCP, number: 18, kind: 'int' },
  TCP_FASTOPEN: { level: IPPROTO_TCP, number: 23, kind: 'int' },
  TCP_FASTOPEN_CONNECT: { level: IPPROTO_TCP, number: 30, kind: 'flag' },
} as const satisfies Readonly<Record<string, OptionForm>>;

export type SocketOption = keyof typeof SOCKET_OPTIONS;
export type OptionValue<O extends SocketOption = SocketOption> = Values[(typeof SOCKET_OPTIONS)[O]['kind']];
/** Options that can be set, and not only read. */
export type SettableOption = Exclude<SocketOption, 'SO_ERROR'>;

const INT_MAX = 2 ** 31 - 1;
const isInt = (value: unknown, least: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= INT_MAX;

const CHECKS: Readonly<Record<keyof Values, { right: string; fits: (value: unknown) => boolean }>> = {
  flag: { right: 'true or false', fits: (value) => typeof value === 'boolean' },
  int: { right: 'a whole number of 32 bit', fits: (value) => isInt(value, -INT_MAX - 1) },
  errno: { right: 'nothing: it is only read', fits: () => false },
  linger: { right: '`{ onOff: true, seconds: 5 }`', fits: isLinger },
};

function isLinger(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { onOff, seconds, ...rest } = value as Partial<Linger>;
  return typeof onOff === 'boolean' && isInt(seconds, 0) && Object.keys(rest).length === 0;
}

/** Raises UNKNOWN_OPTION, with all there are, for what is not an option. */
export function checkOptionName(option: string): SocketOption {
  if (Object.hasOwn(SOCKET_OPTIONS, option)) return option as SocketOption;
  throw new HalfcloseError('UNKNOWN_OPTION', `there is no socket option \`${option}\` here`, {
    hint: `options are: ${Object.keys(SOCKET_OPTIONS).join(', ')}`,
  });
}

/** Raises UNKNOWN_OPTION, or INVALID_OPTION for a value of the wrong form. What it may be at most is the kernel's to say. */
export function checkOptionValue(option: string, value: unknown): void {
  const { kind } = SOCKET_OPTIONS[checkOptionName(option)];
  const { right, fits } = CHECKS[kind];
  if (fits(value)) return;
  const got = value === undefined ? 'nothing' : `\`${JSON.stringify(value)}\``;
  throw new HalfcloseError('INVALID_OPTION', `socket option ${option} takes ${right}, got ${got}`);
}
