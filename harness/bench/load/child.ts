import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { HalfcloseError } from '../../model/errors.ts';

const TICKS_PER_SECOND = 100;

/** A process of the bench. The kernel kills it when the bench ends, however that comes about (PR_SET_PDEATHSIG). */
export class Child {
  readonly name: string;
  readonly process: ChildProcess;
  readonly #gone: Promise<unknown>;

  private constructor(name: string, process: ChildProcess) {
    this.name = name;
    this.process = process;
    this.#gone = new Promise((resolve) => process.once('close', resolve));
  }

  /** `through` is a command that becomes the process, such as nsenter(1), which may change what the signal depends on. */
  static async start(
    name: string,
    command: readonly string[],
    stdio: StdioOptions,
    through: readonly string[] = [],
  ): Promise<Child> {
    const [file = '', ...args] = [...through, 'setpriv', '--pdeathsig', 'KILL', ...command];
    const process = spawn(file, args, { stdio });
    const child = new Child(name, process);
    try {
      await once(process, 'spawn');
    } catch (cause) {
      throw new HalfcloseError('MISSING_TOOL', `${name}: cannot start ${command.join(' ')}`, {
        cause,
        hint: 'setpriv is part of util-linux',
      });
    }
    return child;
  }

  /** Rejects when the process ends. */
  async failure(): Promise<never> {
    await this.#gone;
    const { exitCode, signalCode } = this.process;
    throw new HalfcloseError(
      'AGENT_DIED',
      `${this.name}: its process ended by ${signalCode ?? `exit ${String(exitCode)}`}`,
    );
  }

  /** User and system time of all its threads so far, in seconds (proc_pid_stat(5)). */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${String(this.process.pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // utime and stime are the fields 14 and 15; the third is the first behind the name.
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Memory that is resident now, in megabytes of 10^6 bytes (VmRSS in proc_pid_status(5)). */
  residentMB(): number {
    const status = readFileSync(`/proc/${String(this.process.pid)}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
  }

  async end(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#gone;
  }
}
