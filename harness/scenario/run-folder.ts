import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { linkLatest } from './evidence-file.ts';

/** Names the run's folder to every process of the run; set once by the first that needs it. */
const RUN_FOLDER = 'HALFCLOSE_RUN_FOLDER';
/** Where runs are kept. Default: `reports/out` below the current folder. */
const OUT_FOLDER = 'HALFCLOSE_OUT';

/** Where the folders of all runs are. */
export function outFolder(): string {
  return path.resolve(process.env[OUT_FOLDER] ?? path.join('reports', 'out'));
}

/** The folder of this run, made on first use: `reports/out/<time>-<pid>`, with `latest` pointing at it. */
export function runFolder(): string {
  const known = process.env[RUN_FOLDER];
  if (known !== undefined) return known;
  const out = outFolder();
  const time = new Date()
    .toISOString()
    .replaceAll(':', '-')
    .replace(/\.\d+Z$/, '');
  const folder = path.join(out, `${time}-${String(process.pid)}`);
  mkdirSync(folder, { recursive: true });
  linkLatest(folder);
  process.env[RUN_FOLDER] = folder;
  return folder;
}

/** A scenario's folder, made here: one of its own even where a name comes twice or a scenario is repeated. */
export function scenarioFolder(backend: string, file: string, name: string): string {
  const topic = path.basename(file).replace(/\.test\.[cm]?[jt]s$/, '');
  const wanted = path.join(runFolder(), backend, slug(topic), slug(name));
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
