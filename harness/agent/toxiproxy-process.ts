import { spawn } from 'node:child_process';
import { LOOPBACK } from './loopback-http.ts';

const LAST_WORDS = 2_000;

/**
 * Has the kernel end the program when the agent ends, however it does (man 2 prctl, PR_SET_PDEATHSIG). An agent that
 * ended before that was arranged is not the shell's parent any more.
 */
const TIED = ['setpriv', '--pdeathsig', 'KILL', 'sh', '-c', '[ "$PPID" = "$0" ] && exec "$@"'];

/** A `toxiproxy-server` that lives no longer than this process, with its API on that port of the loopback. */
export class ToxiproxyProcess {
  /** What it printed last: its log, and what it died of. */
  said = '';

  constructor(program: string, port: number, onEnd: (how: string) => void) {
    const [tie = '', ...args] = [
      ...[...TIED, String(process.pid)],
      ...[program, '-host', LOOPBACK, '-port', String(port)],
    ];
    // Its output is kept apart from this process's own, which is the protocol.
    const child = spawn(tie, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-LAST_WORDS)));
    }
    child.once('error', ({ message }) => onEnd(message));
    child.once('close', (code, signal) => onEnd(signal ?? `exit ${String(code)}`));
  }
}
