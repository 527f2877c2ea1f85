import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { TOOL_ENVIRONMENT } from '../../kernel/tool-environment.ts';
import { HalfcloseError } from '../../model/errors.ts';

const READY = 'ready\n';
/**
 * A process that holds namespaces: they exist as long as it does, and it exists as long as its stdin is open,
 * so the kernel clears up even after the harness was killed. It has a session of its own, so that Ctrl+C in the
 * terminal reaches the harness alone and evidence can still be written.
 */
export class HeldProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly pid: number;
  readonly ended: Promise<void>;

  private constructor(child: ChildProcessWithoutNullStreams, pid: number) {
    this.child = child;
    this.pid = pid;
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /**
   * Runs `command`, whose last part is a shell script that prints `ready` and then execs what holds the namespace.
   * Resolves at `ready`, when the namespaces exist, while what was exec'ed may still be starting.
   */
  static async start(command: readonly string[]): Promise<HeldProcess> {
    const [file = '', ...args] = command;
    const child = spawn(file, args, { env: TOOL_ENVIRONMENT, detached: true, stdio: 'pipe' });
    // A write to a process that has just ended must not take the harness down; its end tells the story.
    child.stdin.on('error', () => undefined);
    await untilReady(child, command);
    return new HeldProcess(child, child.pid ?? 0);
  }

  /** Ends it at once: it has nothing to put in order, what it holds goes with it. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

function untilReady(child: ChildProcessWithoutNullStreams, command: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const onError = (chunk: Buffer) => (complaint += chunk.toString());
    const fail = (why: string) =>
      reject(
        new HalfcloseError(
          'HOST_SETUP_FAILED',
          `\`${command.slice(0, 6).join(' ')} …\`: ${complaint || why}`,
        ),
      );
    child.stderr.on('data', onError);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${String(code)}`));
    child.stdout.once('readable', () => {
      if (child.stdout.read(READY.length) === null) return;
      child.stderr.off('data', onError);
      resolve();
    });
  });
}
