import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';

/**
 * Waits for the end of its stdin, which comes with the agent's, however that ends; then ends the process group that it
 * was told of last, and removes the folder. A sibling of the program, since the agent may have no time left for it.
 */
const SWEEPER = `
  while read -r told; do group=$told; done
  [ -z "$group" ] || kill -s KILL -- "-$group"
  rm -rf -- "$0"`;

/** A folder that is gone when this process is, and with it the processes that live in it. */
export class OwnFolder {
  readonly path = path.join(tmpdir(), `halfclose-program-${crypto.randomUUID()}`);
  readonly #sweeper: ChildProcessByStdio<Writable, null, null>;

  /** Files by their path inside of it. Servers give up root for a user of their own, who has to get at them. */
  constructor(files: Readonly<Record<string, Buffer>>) {
    this.#sweeper = spawn('sh', ['-c', SWEEPER, this.path], { stdio: ['pipe', 'ignore', 'ignore'] });
    this.#sweeper.stdin.on('error', () => undefined);
    mkdirSync(this.path, { mode: 0o755 });
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.path, name);
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
      writeFileSync(file, content, { mode: 0o755 });
    }
  }

  /** That process group goes with it; undefined: none does any more, and its number may be another's. */
  shelters(group: number | undefined): void {
    this.#sweeper.stdin.write(`${group === undefined ? '' : String(group)}\n`);
  }
}
