import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { HalfcloseError } from '../model/errors.ts';

/** `halfclose proxy` as a process of its own. */
export class ProxyProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;

  private constructor(child: ChildProcess, ended: Promise<number | null>, address: string) {
    this.#child = child;
    this.#ended = ended;
    this.url = `http://${address}`;
  }

  /** @param program the command line's own file. */
  static async start(program: string, seed: number): Promise<ProxyProcess> {
    const child = spawn(
      process.execPath,
      [program, 'proxy', '--host', '127.0.0.1', '--port', '0', '--seed', String(seed)],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LOG_LEVEL: 'info' } },
    );
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const address = new Promise<string>((resolve) => {
      // All is read, so that the log never holds the proxy up.
      createInterface(child.stderr).on('line', (line) => {
        const found = /"address":"([^"]+)"/.exec(line)?.[1];
        if (found !== undefined && line.includes('"event":"listening"')) resolve(found);
      });
    });
    const listening = await Promise.race([address, ended.then(() => undefined)]);
    if (listening === undefined) throw new HalfcloseError('AGENT_DIED', 'the proxy ended before it listened');
    return new ProxyProcess(child, ended, listening);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** How many descriptors it has open. */
  get descriptors(): number {
    return readdirSync(`/proc/${String(this.#child.pid)}/fd`).length;
  }

  /** Resolves to its exit code; null where it crashed or had to be killed. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), STOP_DEADLINE_MS);
    const code = await this.#ended;
    clearTimeout(kill);
    return code;
  }
}

const STOP_DEADLINE_MS = 10_000;
