import path from 'node:path';
import { EXIT_INTERRUPTED } from '../model/exit-codes.ts';
import { dieWithParent } from './die-with-parent.ts';
import { runFolder } from './run-folder.ts';
import { sampledNote } from './sampled-note.ts';

/** The part of Jest's results that is read. */
interface Results {
  readonly testResults: readonly { readonly testResults: readonly { readonly fullName: string }[] }[];
}

/**
 * A Jest reporter that gives the run one folder for its evidence, says at the end where it is, and says so too when
 * the run is interrupted. `reporters: ['default', 'halfclose/reporter']`
 */
export default class HalfcloseReporter {
  readonly #folder: string;
  #outlive: (() => void) | undefined;

  /** Jest makes its reporters before its workers, which inherit the folder's name through the environment. */
  constructor() {
    this.#folder = runFolder();
    process.env['JEST_JUNIT_OUTPUT_DIR'] ??= this.#folder;
    process.on('SIGINT', () => {
      // Workers have been interrupted too; every host ends with the process that holds its stdin.
      process.stderr.write(`\ninterrupted; ${this.#where()}\n`);
      process.exit(EXIT_INTERRUPTED);
    });
  }

  /** Its scenarios may run in workers, which end when this process does. */
  onRunStart(): void {
    this.#outlive = dieWithParent();
  }

  /** What a machine could not run is said in the last lines: it must not read as passed. */
  onRunComplete(_contexts: unknown, { testResults }: Results): void {
    this.#outlive?.();
    const names = testResults.flatMap((file) => file.testResults.map(({ fullName }) => fullName));
    for (const name of names) if (name.includes('(not run: ')) process.stderr.write(`${name}\n`);
    const sampled = sampledNote(this.#folder);
    if (sampled !== undefined) process.stderr.write(`${sampled}\n`);
    process.stderr.write(`${this.#where()}\n`);
  }

  #where(): string {
    return `evidence in ${path.relative(process.cwd(), this.#folder)}`;
  }
}
