import { SCENARIO_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { TcpState } from '../model/tcp-state.ts';
import { chosenBackend } from './backends.ts';
import { lackOf } from './lack.ts';
import type { Need } from './needs.ts';
import { isRequired } from './required.ts';

/** An hour: no timer of TCP that a scenario could wait for takes longer than that. */
const LONGEST_DEADLINE_MS = 3_600_000;

export interface ScenarioOptions {
  /**
   * What it cannot run without, one or several. `toxiproxy`: the real one, for `lab.proxy({ engine: 'toxiproxy' })`.
   * `wire`: a netfilter queue and raw sockets, for `lab.wire`. `trace`: the kernel's trace of its sockets.
   * `capture`: what passes the network devices of its hosts. `servers`: a real HTTP server, a real FTP server and curl.
   * `conntrack`: a kernel that tracks connections.
   */
  readonly needs?: Need | readonly Need[];
  /** The number of the edge of TCP's state machine that it shows, for `halfclose states`. */
  readonly edge?: number;
  /** The state that it holds still and lets go, for `halfclose states`. */
  readonly holds?: TcpState;
  /** Words to choose it by, as `slow`: they stand behind its name, and in its evidence. */
  readonly tags?: readonly string[];
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

/** Its name with its tags, as Jest knows it: `-t '^(?!.*\\[slow\\])'` leaves out what is slow. */
export function taggedName(name: string, { tags = [] }: ScenarioOptions): string {
  return [name, ...tags.map((tag) => `[${tag}]`)].join(' ');
}

/** Why a scenario is not run here; undefined where it is. One that HALFCLOSE_REQUIRE names is run, and fails. */
export function whyNotRun({ needs = [] }: ScenarioOptions): string | undefined {
  const open = [needs].flat().filter((need) => !isRequired(need));
  const backend = chosenBackend().name;
  return open.map((need) => lackOf(need, backend)).find((lack) => lack !== undefined);
}
