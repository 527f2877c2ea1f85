import { copyFileSync, globSync, linkSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { newFolder } from '../../harness/scenario/run-folder.ts';
import { readRunNote, writeRunNote } from '../run-note.ts';

/**
 * Puts the evidence of several runs, such as the shards of one, into one folder, and with it what other reporters
 * left there as JUnit. A scenario that several runs have gets a number, as one that a run repeats.
 */
export function mergeRuns(runs: readonly string[], into: string): void {
  for (const run of runs) {
    for (const scenario of scenarioFolders(run))
      takeFiles(path.join(run, scenario), path.join(into, scenario));
    takeJunit(run, into);
  }
  mergeNotes(runs, into);
}

/** Where the scenarios of a run left their evidence, relative to its folder. */
export function scenarioFolders(run: string): string[] {
  return globSync('*/*/*/evidence.json', { cwd: run })
    .map((file) => path.dirname(file))
    .sort();
}

/** `junit.xml` of `shard-1` as `junit/shard-1/junit.xml`: whoever reads such files looks for them by their name. */
function takeJunit(run: string, into: string): void {
  const merged = globSync('junit/*', { cwd: run }).sort();
  for (const folder of merged) takeFiles(path.join(run, folder), path.join(into, folder));
  const own = globSync('junit*.xml', { cwd: run });
  if (own.length > 0) takeFiles(run, path.join(into, 'junit', path.basename(run)), own);
}

/** Puts files of a folder, all where none are named, into a new one. */
function takeFiles(from: string, to: string, files = filesIn(from)): void {
  const target = newFolder(to);
  for (const file of files) take(path.join(from, file), path.join(target, file));
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** Evidence is never written into, only replaced, so the same file may be in both. */
function take(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Another file system, or one that has no links.
    copyFileSync(from, to);
  }
}

function mergeNotes(runs: readonly string[], into: string): void {
  const notes = runs.flatMap((run) => readRunNote(run) ?? []);
  const [startedAt] = notes.map((note) => note.startedAt).sort();
  if (startedAt === undefined) return;
  const commands = new Set(notes.map(({ command }) => command));
  writeRunNote(into, { schema: 1, command: [...commands].join(' && '), startedAt });
}
