/**
 * The one place deadlines come from, each below the one that waits for it, so that what fails first
 * is what knows most: the request to an agent, then the matcher, then Jest's own limit.
 */

/** How long a matcher waits for its condition unless told otherwise, in milliseconds. */
export const MATCHER_DEADLINE_MS = 5_000;

/** How long a whole scenario may take unless told otherwise, set as Jest's limit for it, in milliseconds. */
export const SCENARIO_DEADLINE_MS = 60_000;

/** How long an agent may take to answer a request that waits for nothing, in milliseconds. */
export const AGENT_REPLY_DEADLINE_MS = 10_000;

/**
 * How long an engine may take to remove a container, in milliseconds. Its own patience with one that it kills is 10 s
 * and a few more, after the three that we give it to go by itself.
 */
export const ENGINE_REMOVAL_DEADLINE_MS = 20_000;

/** How long each part of a lab may take to go, in milliseconds. */
export const TEARDOWN_DEADLINE_MS = 25_000;

/** What Jest's limit leaves for the teardown once a scenario has used its own, in milliseconds. */
export const TEARDOWN_GRACE_MS = 30_000;

/** How long the real Toxiproxy may take until its API listens, in milliseconds. */
export const TOXIPROXY_START_DEADLINE_MS = 5_000;

/** How long a program may take until it listens unless told otherwise, in milliseconds. */
export const PROGRAM_START_DEADLINE_MS = 10_000;

/** How long packets that a host's kernel has captured may take to be told, in milliseconds. */
export const CAPTURE_DEADLINE_MS = 5_000;

/** Pause between two looks while a matcher waits on that host, in milliseconds; longer for one with more patience. */
export const EAGER_LOOK_PAUSE_MS = 2;

/**
 * The same while states are to last, in milliseconds: two looks that show the same state leave no room for another between
 * them, so that more of them would only tell of a break sooner, and keep processors busy for as long as it lasts.
 */
export const HOLDING_LOOK_PAUSE_MS = 20;

/** Pause between two looks while nothing waits on that host, in milliseconds. */
export const IDLE_LOOK_PAUSE_MS = 200;

/** The same on a host with the real Toxiproxy or another program, where no event asks for a look in between. */
export const SILENT_LOOK_PAUSE_MS = 20;

/**
 * How long after an application event a host looks that nothing waits on, in milliseconds. One event often causes others
 * on other hosts; whoever is waited on should not have to share the processor with looks that nobody waits for.
 */
export const EVENT_LOOK_DELAY_MS = 10;

/** How long after the first of them captured packets are told that nobody has asked for, in milliseconds. */
export const CAPTURE_DELAY_MS = 10;

/** How long a negated wait (`.not.toReachState`) watches unless told otherwise, in milliseconds. */
export const NEGATED_WATCH_MS = 1_000;

/**
 * How long after its beginning a scenario has the machine to itself before the next one's lab is made, in milliseconds.
 * One that is not over by then mostly waits; a short one's is made at its end.
 */
export const NEXT_LAB_AFTER_MS = 100;
