import { createRequire } from 'node:module';
import { errnoName } from './errno-name.ts';
import type { LibraryHandle, node } from 'koffi';

/** The calls of libc that node has no name for. Descriptors are ints; structures are the caller's bytes. */
const PROTOTYPES = {
  socket: 'int socket(int domain, int type, int protocol)',
  setsockopt: 'int setsockopt(int fd, int level, int name, const void *value, uint32_t length)',
  getsockopt: 'int getsockopt(int fd, int level, int name, void *value, void *length)',
  sendto:
    'long sendto(int fd, const void *bytes, unsigned long length, int flags, const void *to, uint32_t size)',
  bind: 'int bind(int fd, const void *address, uint32_t size)',
  listen: 'int listen(int fd, int backlog)',
  accept4: 'int accept4(int fd, void *address, void *size, int flags)',
  connect: 'int connect(int fd, const void *address, uint32_t size)',
  getsockname: 'int getsockname(int fd, void *address, void *size)',
  getpeername: 'int getpeername(int fd, void *address, void *size)',
  send: 'long send(int fd, const void *bytes, unsigned long length, int flags)',
  recv: 'long recv(int fd, void *bytes, unsigned long length, int flags)',
  shutdown: 'int shutdown(int fd, int how)',
  fcntl: 'int fcntl(int fd, int command, long argument)',
  close: 'int close(int fd)',
  pipe2: 'int pipe2(void *ends, int flags)',
  _exit: 'void _exit(int status)',
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
    const code = errnoName(errno);
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

/** The same in a thread of node's pool, for a call that may block. */
export function callInThread(name: LibcCall, ...args: Argument[]): Promise<number> {
  const native = nativeOf(name);
  return new Promise((resolve, reject) => {
    native.async(...args, (error: Error | null, result: number) => {
      if (error) reject(error);
      else if (result < 0) reject(new SystemCallError(name, koffiLibrary().errno()));
      else resolve(result);
    });
  });
}

export type Interest = Readonly<Record<'readable' | 'writable', boolean>>;

/** Referred to from here, because a handle that nobody refers to is collected, and then says nothing any more. */
const watches = new Set<Disposable>();

/** Calls back whenever the kernel has one of these events for the descriptor, an error, or a hang-up (libuv, uv_poll_t). */
export function poll(fd: number, interest: Interest, onEvent: () => void): Disposable {
  const handle = koffiLibrary().node.poll(fd, interest, onEvent) as node.PollHandle & Disposable;
  const watch = {
    [Symbol.dispose]: () => {
      watches.delete(watch);
      handle[Symbol.dispose]();
    },
  };
  watches.add(watch);
  return watch;
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
