import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeRunNote } from '../../reports/run-note.ts';
import { linkLatest } from './evidence-file.ts';
import { runCommand } from './run-command.ts';

/** Names the run's folder to every process of the run; set once by the first that needs it. */
const RUN_FOLDER = 'HALFCLOSE_RUN_FOLDER';
/** Where runs are kept. Default: `reports/out` below the current folder. */
const OUT_FOLDER = 'HALFCLOSE_OUT';
/** Whether this process made the run's folder. */
let own = false;

/** Where the folders of all runs are. */
export function outFolder(): string {
  return path.resolve(process.env[OUT_FOLDER] ?? path.join('reports', 'out'));
}

/** The folder of this run, made on first use: `reports/out/<time>-<pid>`, with `latest` pointing at it. */
export function runFolder(): string {
  const known = process.env[RUN_FOLDER];
  if (known !== undefined) return known;
  const startedAt = new Date().toISOString();
  const folder = path.join(outFolder(), runName(startedAt));
  mkdirSync(folder, { recursive: true });
  linkLatest(folder);
  // A worker does not know what it was started by.
  if (process.env['JEST_WORKER_ID'] === undefined)
    writeRunNote(folder, { schema: 1, command: runCommand(process.argv, process.env), startedAt });
  process.env[RUN_FOLDER] = folder;
  own = true;
  return folder;
}

/**
 * Whether this process made the run's folder. It then makes the run's report too; a process that was given the folder
 * works for one that does so once, when all are done.
 */
export function ownsRun(): boolean {
  return own;
}

/** What the folder of a run is called that this process starts at this time (ISO 8601). */
export function runName(startedAt: string): string {
  return `${startedAt.replaceAll(':', '-').replace(/\.\d+Z$/, '')}-${String(process.pid)}`;
}

/** A scenario's folder, made here: one of its own even where a name comes twice or a scenario is repeated. */
export function scenarioFolder(backend: string, file: string, name: string): string {
  return newFolder(path.join(runFolder(), backend, topicFolder(file), slug(name)));
}

/** What the folder is called in which a backend's scenarios of this file have theirs. */
export function topicFolder(file: string): string {
  return slug(path.basename(file).replace(/\.test\.[cm]?[jt]s$/, ''));
}

/** A folder made here: the wanted one, or where there is one already, one with a number behind its name. */
export function newFolder(wanted: string): string {
  mkdirSync(path.dirname(wanted), { recursive: true });
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${String(number)}`;
    if (makeNew(folder)) return folder;
  }
}

function makeNew(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const LONGEST_NAME = 80;

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, LONGEST_NAME) || 'scenario'
  );
}
