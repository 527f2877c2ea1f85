import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { linkLatest } from './evidence-file.ts';

/** Names the run's folder to every process of the run; set once by the first that needs it. */
const RUN_FOLDER = 'HALFCLOSE_RUN_FOLDER';
/** Where runs are kept. Default: `reports/out` below the current folder. */
const OUT_FOLDER = 'HALFCLOSE_OUT';

/** The folder of this run, made on first use: `reports/out/<time>-<pid>`, with `latest` pointing at it. */
export function runFolder(): string {
  const known = process.env[RUN_FOLDER];
  if (known !== undefined) return known;
  const out = path.resolve(process.env[OUT_FOLDER] ?? path.join('reports', 'out'));
  const time = new Date().toISOString().replaceAll(':', '-').replace(/\.\d+Z$/, '');
  const folder = path.join(out, `${time}-${String(process.pid)}`);
  mkdirSync(folder, { recursive: true });
  linkLatest(folder);
  process.env[RUN_FOLDER] = folder;
  return folder;
}

const taken = new Set<string>();

/** A scenario's folder: one of its own even where two scenarios of a file have the same name. */
export function scenarioFolder(backend: string, file: string, name: string): string {
  const topic = path.basename(file).replace(/\.test\.[cm]?[jt]s$/, '');
  const wanted = path.join(runFolder(), backend, slug(topic), slug(name));
  let folder = wanted;
  for (let number = 2; taken.has(folder); number++) folder = `${wanted}-${String(number)}`;
  taken.add(folder);
  return folder;
}

const LONGEST_NAME = 80;

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, LONGEST_NAME) || 'scenario';
}
