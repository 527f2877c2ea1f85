import { z } from 'zod';
import { checkBySchema } from '../lab/check-options.ts';
import { SCENARIO_DEADLINE_MS } from '../model/deadlines.ts';
import { TCP_STATES, type TcpState } from '../model/tcp-state.ts';
import { chosenBackend } from './backends.ts';
import { lackOf } from './lack.ts';
import { NEEDS, type Need } from './needs.ts';
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

const need = z.enum(NEEDS);
const schema = z.strictObject({
  needs: z.union([need, z.array(need)], { error: `one or several of ${NEEDS.join(', ')}` }).optional(),
  edge: z.int().min(1).optional(),
  holds: z.enum(TCP_STATES).optional(),
  tags: z.array(z.string()).optional(),
  deadlineMs: z.int().min(1).max(LONGEST_DEADLINE_MS).optional(),
});

/**
 * Raises UNKNOWN_OPTION or INVALID_OPTION: a mistake in the options must not make a scenario run where it should not, or
 * wait as long as it should not.
 */
export function checkScenarioOptions(options: ScenarioOptions): void {
  checkBySchema('scenario()', schema, options);
}

/** The scenario's deadline, in milliseconds. */
export function deadlineOf({ deadlineMs = SCENARIO_DEADLINE_MS }: ScenarioOptions): number {
  return deadlineMs;
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
