import { createRequire } from 'node:module';
import { getSystemErrorName } from 'node:util';
import type { LibraryHandle } from 'koffi';

/** The calls of libc that node has no name for. Descriptors are ints; structures are the caller's bytes. */
const PROTOTYPES = {
  socket: 'int socket(int domain, int type, int protocol)',
  setsockopt: 'int setsockopt(int fd, int level, int name, const void *value, uint32_t length)',
  getsockopt: 'int getsockopt(int fd, int level, int name, void *value, void *length)',
  recv: 'long recv(int fd, void *bytes, unsigned long length, int flags)',
  sendto:
    'long sendto(int fd, const void *bytes, unsigned long length, int flags, const void *to, uint32_t size)',
} as const;

export type LibcCall = keyof typeof PROTOTYPES;

type Argument = number | bigint | Buffer | null;
type Native = ReturnType<LibraryHandle['func']>;
type Koffi = typeof import('koffi');

/** What a call of libc answered with -1. */
export class SystemCallError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly syscall: string;

  constructor(syscall: string, errno: number, why = '') {
    const code = getSystemErrorName(-errno);
    super(`${syscall}: ${code}${why ? `: ${why}` : ''}`);
    this.code = code;
    this.errno = errno;
    this.syscall = syscall;
  }
}

// Loaded when first called: most hosts never do, and it takes as long as the rest of an agent.
let library: Koffi | undefined;
let libc: LibraryHandle | undefined;
const functions = new Map<LibcCall, Native>();

/** Calls libc. Raises SystemCallError where it answers -1. */
export function call(name: LibcCall, ...args: Argument[]): number {
  const result = nativeOf(name)(...args) as number;
  if (result < 0) throw new SystemCallError(name, koffiLibrary().errno());
  return result;
}

/** The same, but undefined where it answers -1 with this errno, which is then no failure. */
export function callUnless(errno: number, name: LibcCall, ...args: Argument[]): number | undefined {
  const result = nativeOf(name)(...args) as number;
  if (result >= 0) return result;
  const found = koffiLibrary().errno();
  if (found === errno) return undefined;
  throw new SystemCallError(name, found);
}

/** Raises where libc cannot be called from here. */
export function loadLibc(): LibraryHandle {
  return (libc ??= koffiLibrary().load(null));
}

function nativeOf(name: LibcCall): Native {
  let native = functions.get(name);
  if (!native) {
    native = loadLibc().func(PROTOTYPES[name]);
    functions.set(name, native);
  }
  return native;
}

function koffiLibrary(): Koffi {
  // Not an import: bundlers would take it to the top of the file, and it has to be found beside the agent in an image.
  try {
    library ??= createRequire(__filename)('koffi') as Koffi;
  } catch (error) {
    const [why = ''] = (error as Error).message.split('\n');
    throw new Error(`koffi, by which libc is called, cannot be loaded: ${why}`, { cause: error });
  }
  return library;
}
