import type { Evidence } from '../../../harness/model/evidence.ts';
import type { Entry } from '../../claims/entries.ts';
import type { Coverage } from '../../states/coverage.ts';
import type { Outcome } from '../../outcome.ts';

/**
 * What the page knows of a run before any scenario is opened. The evidence itself lies beside it, in packs that are
 * opened when a scenario of theirs is: nothing of a scenario is kept twice but what its row in the overview shows.
 */
export interface PageIndex {
  readonly run: RunFacts;
  /** In the order in which they started. A scenario's number is its place here. */
  readonly scenarios: readonly ScenarioHead[];
  /** Evidence that could not be read, relative to the run's folder, each with the reason. */
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
  /** By backend, netns first. */
  readonly states: Readonly<Record<string, Coverage>>;
  /** The ledger on each backend whose scenarios put a claim to a kernel. */
  readonly claims: Readonly<Record<string, readonly Entry[]>>;
}

export interface RunFacts {
  /** The run's folder, without where it is. */
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What repeats it; undefined where the run did not note that. */
  readonly command: string | undefined;
  /** Kernels, tools and what could be observed: each with every value that the run had of it, the most frequent first. */
  readonly environment: readonly { readonly what: string; readonly values: readonly string[] }[];
}

/** A scenario's row in the overview. */
export interface ScenarioHead {
  /** The folder of its evidence, relative to the run's. */
  readonly folder: string;
  readonly name: string;
  readonly file: string;
  /** The folder below `scenarios/` that its file is in; the file's own folder where it is elsewhere. */
  readonly topic: string;
  readonly backend: string;
  readonly tags: readonly string[];
  readonly outcome: Outcome;
  readonly startedAt: string;
  readonly durationMs: number;
  /** The first line of its error. */
  readonly error: string | undefined;
  /** The same scenario had another outcome in this run. */
  readonly flaky: boolean;
  /** The pack that holds its evidence, and its place there. */
  readonly pack: number;
  readonly place: number;
}

/** Opens one scenario's evidence. */
export type Load = (scenario: number) => Promise<Evidence>;
