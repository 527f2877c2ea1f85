import { spawnSync } from 'node:child_process';
import { builtFile } from '../backend/package-files.ts';
import { SCENARIO_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { TcpState } from '../model/tcp-state.ts';
import { chosenBackend } from './backends.ts';
import { isRequired } from './required.ts';
import { wireLack } from './wire-lack.ts';

/** An hour: no timer of TCP that a scenario could wait for takes longer than that. */
const LONGEST_DEADLINE_MS = 3_600_000;

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
  /**
   * How long its body may take, in milliseconds. Default: 60 000. More is for what waits for one of the kernel's own
   * long timers; its matchers then need a longer `withinMs` too.
   */
  readonly deadlineMs?: number;
}

/** The scenario's deadline, in milliseconds. Raises INVALID_OPTION for what is no whole number of them above 0. */
export function deadlineOf({ deadlineMs = SCENARIO_DEADLINE_MS }: ScenarioOptions): number {
  if (Number.isInteger(deadlineMs) && deadlineMs > 0 && deadlineMs <= LONGEST_DEADLINE_MS) return deadlineMs;
  throw new HalfcloseError(
    'INVALID_OPTION',
    `Expected a scenario's \`deadlineMs\` option to be a whole number from 1 to ${String(LONGEST_DEADLINE_MS)}, got \`${String(deadlineMs)}\``,
  );
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
