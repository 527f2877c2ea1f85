import { spawnSync } from 'node:child_process';
import { builtFile } from '../backend/package-files.ts';
import type { TcpState } from '../model/tcp-state.ts';
import { chosenBackend } from './backends.ts';
import { isRequired } from './required.ts';

export interface ScenarioOptions {
  /** What it cannot run without. `toxiproxy`: the real one, for `lab.proxy({ engine: 'toxiproxy' })`. */
  readonly needs?: 'toxiproxy';
  /** The number of the edge of TCP's state machine that it shows, for `halfclose states`. */
  readonly edge?: number;
  /** The state that it holds still and lets go, for `halfclose states`. */
  readonly holds?: TcpState;
}

let toxiproxyIsHere: boolean | undefined;

/** Why a scenario is not run here; undefined where it is. One that HALFCLOSE_REQUIRE names is run, and fails. */
export function whyNotRun({ needs }: ScenarioOptions): string | undefined {
  if (needs === undefined || isRequired(needs)) return undefined;
  toxiproxyIsHere ??=
    spawnSync(process.execPath, [builtFile('toxiproxy-here.js'), chosenBackend().name]).status === 0;
  return toxiproxyIsHere ? undefined : 'no Toxiproxy here';
}
