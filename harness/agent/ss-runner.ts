import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type net from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { RequestError } from './failure.ts';

/**
 * A shell's program. For one line of its stdin it loads an `ss`, which waits for the end of its filter (`-F -`); for the
 * next one it gives it that, empty. The end of stdin gives it a filter it refuses, and whatever ss fails for ends the
 * shell too. What it prints ends with a line that ss never prints.
 */
export const looking = (args: string) => `
  exec 3<&0
  while read -r load; do
    { read -r look <&3 || echo '('; } | ss ${args} -F -; status=$?
    echo =$status
    [ $status = 0 ] || exit
  done`;
const END = /(?:^|\n)=(\d+)\n$/;
const COMMAND_NOT_FOUND = 127;

/** A shell that runs `looking`. */
export interface LookingShell {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** A look under way. */
interface Waiting {
  readonly resolve: (output: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs `ss` with the same arguments again and again from a small shell. Most of what a run of ss takes is the dynamic
 * linker's, which is over before the look is asked for; and node's event loop, which the host's sockets share, does
 * not stand still for a fork.
 */
export class SsRunner {
  readonly #args: string;
  #shell: LookingShell | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting: Waiting | undefined;
  #output = '';
  #complaint = '';

  constructor(args: string) {
    this.#args = args;
  }

  /** What `ss` prints. Raises MISSING_TOOL, or SS_FAILED with what it complained of. */
  run(): Promise<string> {
    const result = this.#last.then(() => this.#runNow());
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Has a shell that somebody else has started run it, unless one does already. */
  use(shell: LookingShell): void {
    this.#shell ??= this.#begin(shell);
  }

  #runNow(): Promise<string> {
    const shell = (this.#shell ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      shell.stdin.write('\n');
    });
  }

  #start(): LookingShell {
    const shell = spawn('sh', ['-c', looking(this.#args)], { env: TOOL_ENVIRONMENT, stdio: 'pipe' });
    shell.unref();
    return this.#begin(shell);
  }

  #begin(shell: LookingShell): LookingShell {
    this.#output = this.#complaint = '';
    shell.stdin.on('error', () => undefined);
    shell.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    // `ss -e` may complain about cgroups on stderr inside containers (KERNEL trap 19): only a status is a failure.
    shell.stderr.setEncoding('utf8').on('data', (text: string) => (this.#complaint += text));
    // By then it has said all that it had to say.
    void Promise.all([once(shell.stdout, 'close'), once(shell.stderr, 'close')]).then(() => this.#ended());
    // It does not keep this process alive: whoever waits for a look does.
    for (const stream of [shell.stdin, shell.stdout, shell.stderr]) (stream as net.Socket).unref();
    shell.stdin.write('\n');
    return shell;
  }

  #read(text: string): void {
    this.#output += text;
    if (END.exec(this.#output.slice(-16))?.[1] !== '0') return;
    const output = this.#output.replace(END, '\n');
    this.#output = this.#complaint = '';
    this.#waiting?.resolve(output);
    // The next one is loaded when this one's news is on its way: both cores may have better things to do before.
    const shell = this.#shell;
    setImmediate(() => shell?.stdin.write('\n'));
  }

  #ended(): void {
    this.#shell = undefined;
    const status = Number(END.exec(this.#output)?.[1]);
    this.#waiting?.reject(
      status === COMMAND_NOT_FOUND
        ? new RequestError('MISSING_TOOL', '`ss` is not installed here')
        : new RequestError(
            'SS_FAILED',
            `ss ${this.#args}: ${this.#complaint.trim() || 'ended without a word'}`,
          ),
    );
  }
}
