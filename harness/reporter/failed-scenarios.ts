import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { timelineOf } from '../../reports/terminal.ts';
import type { Evidence } from '../model/evidence.ts';
import { topicFolder } from '../scenario/run-folder.ts';

/** The failed scenarios of a run whose errors do not tell what happened at both ends, though it is known. */
export class FailedScenarios {
  readonly #folder: string;
  readonly #told = new Set<string>();

  /** Of the run in this folder; what others left there before is not told. */
  constructor(folder: string) {
    this.#folder = folder;
    for (const file of evidenceOf(folder, '*')) this.#told.add(file);
  }

  /** Those of this file, named as the evidence does, that were not asked for before, in the order of their start. */
  of(file: string): Evidence[] {
    const fresh = evidenceOf(this.#folder, topicFolder(file)).filter((place) => !this.#told.has(place));
    const failed = fresh
      .map((place) => ({ place, evidence: JSON.parse(readFileSync(place, 'utf8')) as Evidence }))
      // One of another file of that name, or on another backend, may still be under way.
      .filter(({ evidence }) => evidence.scenario.file === file && evidence.status === 'failed');
    for (const { place } of failed) this.#told.add(place);
    return failed
      .map(({ evidence }) => evidence)
      .filter((evidence) => !hasTimeline(evidence.error ?? '') && timelineOf(evidence) !== '')
      .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  }
}

function evidenceOf(folder: string, topic: string): string[] {
  return globSync(`*/${topic}/*/evidence.json`, { cwd: folder }).map((file) => path.join(folder, file));
}

/** Matchers put it into their messages. */
function hasTimeline(error: string): boolean {
  return /^ *\+\d+ ms /m.test(error);
}
