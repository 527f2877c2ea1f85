import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { RequestError } from './failure.ts';

/** Tools such as ss live in /usr/sbin on some systems, which is not on an ordinary user's path. */
const ENVIRONMENT = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin` };

/** Runs ss with the arguments it reads from a line, and ends what it prints with a line that ss never prints. */
const LOOP = `while read -r arguments; do ss $arguments; printf '=%s\\n' $?; done`;
const END = /(?:^|\n)=(\d+)\n$/;
const COMMAND_NOT_FOUND = 127;

/**
 * Runs `ss` again and again from a small shell: forking that costs about a third less time than forking node, and
 * node's event loop, which the host's sockets share, does not stand still meanwhile.
 */
export class SsRunner {
  #shell: ChildProcessWithoutNullStreams | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** What `ss` prints for these arguments. Raises MISSING_TOOL, or SS_FAILED with what it complained of. */
  run(args: string): Promise<string> {
    const result = this.#last.then(() => this.#runNow(args));
    this.#last = result.catch(() => undefined);
    return result;
  }

  #runNow(args: string): Promise<string> {
    const shell = (this.#shell ??= this.#start());
    return new Promise((resolve, reject) => {
      const decoder = new StringDecoder();
      let output = '';
      let complaint = '';
      const settle = (error?: Error) => {
        shell.stdout.off('data', onOutput);
        shell.stderr.off('data', onComplaint);
        shell.off('close', onClose);
        if (error) reject(error);
        else resolve(output.replace(END, '\n'));
      };
      const onOutput = (chunk: Buffer) => {
        output += decoder.write(chunk);
        const status = END.exec(output.slice(-16))?.[1];
        if (status !== undefined) settle(failureOf(Number(status), args, complaint));
      };
      // `ss -e` may complain about cgroups on stderr inside containers (KERNEL trap 19): only a status is a failure.
      const onComplaint = (chunk: Buffer) => (complaint += chunk.toString());
      const onClose = () =>
        settle(new RequestError('SS_FAILED', `the shell that runs ss ended: ${complaint}`));
      shell.stdout.on('data', onOutput);
      shell.stderr.on('data', onComplaint);
      shell.once('close', onClose);
      shell.stdin.write(`${args}\n`);
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    const shell = spawn('sh', ['-c', LOOP], { env: ENVIRONMENT, stdio: 'pipe' });
    shell.stdin.on('error', () => undefined);
    shell.once('close', () => (this.#shell = undefined));
    return shell;
  }
}

function failureOf(status: number, args: string, complaint: string): RequestError | undefined {
  if (status === 0) return undefined;
  if (status === COMMAND_NOT_FOUND) return new RequestError('MISSING_TOOL', '`ss` is not installed here');
  return new RequestError('SS_FAILED', `ss ${args}: ${complaint.trim() || `ended with ${String(status)}`}`);
}
