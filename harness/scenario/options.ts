import { spawnSync } from 'node:child_process';
import { builtFile } from '../backend/package-files.ts';
import type { TcpState } from '../model/tcp-state.ts';
import { chosenBackend } from './backends.ts';
import { isRequired } from './required.ts';
import { wireLack } from './wire-lack.ts';

export interface ScenarioOptions {
  /**
   * What it cannot run without. `toxiproxy`: the real one, for `lab.proxy({ engine: 'toxiproxy' })`. `wire`: a netfilter
   * queue and raw sockets, for `lab.wire`.
   */
  readonly needs?: 'toxiproxy' | 'wire';
  /** The number of the edge of TCP's state machine that it shows, for `halfclose states`. */
  readonly edge?: number;
  /** The state that it holds still and lets go, for `halfclose states`. */
  readonly holds?: TcpState;
}

/** Why a scenario is not run here; undefined where it is. One that HALFCLOSE_REQUIRE names is run, and fails. */
export function whyNotRun({ needs }: ScenarioOptions): string | undefined {
  if (needs === undefined || isRequired(needs)) return undefined;
  const backend = chosenBackend().name;
  return needs === 'wire' ? wireLack(backend) : toxiproxyLack(backend);
}

let toxiproxyIsHere: boolean | undefined;

function toxiproxyLack(backend: string): string | undefined {
  toxiproxyIsHere ??= spawnSync(process.execPath, [builtFile('toxiproxy-here.js'), backend]).status === 0;
  return toxiproxyIsHere ? undefined : 'no Toxiproxy here';
}
