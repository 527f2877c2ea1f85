import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { findExecutable } from '../kernel/executables.ts';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { monotonicMs } from '../model/clock.ts';
import type { ProgramNews, ProgramStart } from '../model/program-protocol.ts';
import type { SocketRow } from '../model/socket-row.ts';
import { RequestError } from './failure.ts';
import { OwnFolder } from './own-folder.ts';
import { startTied } from './tied-process.ts';

const LAST_WORDS = 2_000;

/** A program that lives no longer than this process, in a folder of its own. */
export class RunningProgram {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #folder: OwnFolder;
  readonly #ending = Promise.withResolvers<undefined>();
  #said = '';
  #ended: string | undefined;

  /** Raises MISSING_TOOL where there is no such program. */
  constructor({ program, command, files }: ProgramStart, say: (news: ProgramNews) => void) {
    this.#name = program;
    requireExecutable(command[0] ?? '', Object.keys(files));
    this.#folder = new OwnFolder(decoded(files));
    const cwd = this.#folder.path;
    const listener = {
      onSaid: (text: string) => {
        this.#said = (this.#said + text).slice(-LAST_WORDS);
        say({ event: 'program-said', program, text });
      },
      onEnd: (code: number | null, how: string) => {
        this.#end(how);
        say({ event: 'program-ended', at: monotonicMs(), program, how, exitCode: code ?? undefined });
      },
    };
    // A process group of its own, so that what it has started can be ended with it.
    this.#child = startTied(command, listener, {
      ...{ cwd, env: { ...TOOL_ENVIRONMENT, PWD: cwd }, detached: true },
    });
    this.#folder.shelters(this.#child.pid);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves as soon as a look shows that port in LISTEN. Raises PROGRAM_ENDED, or TIMED_OUT. */
  async listensOn(port: number, withinMs: number, look: () => Promise<readonly SocketRow[]>): Promise<void> {
    const deadline = monotonicMs() + withinMs;
    while (this.#ended === undefined && monotonicMs() < deadline)
      if (isListenedOn(port, await look())) return;
    const before = `before it listened on port ${String(port)}`;
    if (this.#ended !== undefined)
      throw new RequestError('PROGRAM_ENDED', this.#tell(`ended ${before}: ${this.#ended}`));
    this.#signal('SIGKILL');
    const late = `did not listen on port ${String(port)} within ${String(withinMs)} ms`;
    throw new RequestError('TIMED_OUT', this.#tell(late));
  }

  /** Resolves when it has ended, also where it had already. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    if (this.#ended === undefined) this.#signal(signal);
    await this.#ending.promise;
  }

  #end(how: string): void {
    this.#ended = how;
    // What it has left behind in its group.
    this.#signal('SIGKILL');
    this.#folder.shelters(undefined);
    this.#ending.resolve(undefined);
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  #tell(what: string): string {
    const said = this.#said.trim();
    return `${this.#name} ${what}${said === '' ? '' : `; it last said:\n${said}`}`;
  }
}

export function isListenedOn(port: number, rows: readonly SocketRow[]): boolean {
  return rows.some(({ state, local }) => state === 'LISTEN' && local.port === port);
}

/** A name with a slash is a file: of the machine's, or of those that the program brings along. */
function requireExecutable(name: string, files: readonly string[]): void {
  const isFile = name.includes('/');
  const folders = isFile ? [''] : TOOL_ENVIRONMENT.PATH.split(':');
  const ofItsOwn = isFile && files.some((file) => path.normalize(file) === path.normalize(name));
  if (ofItsOwn || findExecutable(name, folders) !== undefined) return;
  throw new RequestError('MISSING_TOOL', `\`${name}\` is not installed here`);
}

function decoded(files: Readonly<Record<string, string>>): Record<string, Buffer> {
  return Object.fromEntries(
    Object.entries(files).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]),
  );
}
