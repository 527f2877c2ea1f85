import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import net from 'node:net';
import { O_CLOEXEC } from '../kernel/constants.ts';
import { call } from '../kernel/libc.ts';

/**
 * Has the kernel end the program when the agent ends, however it does (man 2 prctl, PR_SET_PDEATHSIG). An agent that
 * ended before that was arranged is not the shell's parent any more.
 */
const TIED = ['setpriv', '--pdeathsig', 'KILL', 'sh', '-c', '[ "$PPID" = "$0" ] && exec "$@"'];

export interface TiedListener {
  readonly onSaid: (text: string) => void;
  /** It has ended, or could not be started, and has said all that it had to say. */
  readonly onEnd: (code: number | null, how: string) => void;
}

/** Starts a program that lives no longer than this process. It has nothing to read; what it prints is told. */
export function startTied(
  command: readonly string[],
  { onSaid, onEnd }: TiedListener,
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'detached'> = {},
): ChildProcess {
  const [tie = '', ...args] = [...TIED, String(process.pid), ...command];
  const [readEnd, writeEnd] = pipe();
  // Its output is kept apart from this process's own, which is the protocol.
  const child = spawn(tie, args, { ...options, stdio: ['ignore', writeEnd, writeEnd] });
  closeSync(writeEnd);
  const output = new net.Socket({ fd: readEnd, writable: false }).setEncoding('utf8').on('data', onSaid);
  const saidAll = once(output, 'close');
  child.once('error', ({ message }) => onEnd(null, message));
  child.once(
    'exit',
    (code, signal) => void saidAll.then(() => onEnd(code, signal ?? `exit ${String(code)}`)),
  );
  return child;
}

/** What node gives a child is a socket, which nothing can open as /dev/stderr (man 2 open, ENXIO). */
function pipe(): [readEnd: number, writeEnd: number] {
  const ends = new Int32Array(2);
  call('pipe2', Buffer.from(ends.buffer), O_CLOEXEC);
  return [ends[0] ?? -1, ends[1] ?? -1];
}
