import { spawnSync } from 'node:child_process';
import { builtFile } from '../backend/package-files.ts';
import { chosenBackend } from './backends.ts';
import { isRequired } from './required.ts';

/** What a scenario cannot run without. */
export interface ScenarioNeeds {
  /** `toxiproxy`: the real one, for `lab.proxy({ engine: 'toxiproxy' })`. */
  readonly needs?: 'toxiproxy';
}

let toxiproxyIsHere: boolean | undefined;

/** Why a scenario is not run here; undefined where it is. One that HALFCLOSE_REQUIRE names is run, and fails. */
export function whyNotRun({ needs }: ScenarioNeeds): string | undefined {
  if (needs === undefined || isRequired(needs)) return undefined;
  toxiproxyIsHere ??=
    spawnSync(process.execPath, [builtFile('toxiproxy-here.js'), chosenBackend().name]).status === 0;
  return toxiproxyIsHere ? undefined : 'no Toxiproxy here';
}
