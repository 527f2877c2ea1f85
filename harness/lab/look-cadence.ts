import type { AgentChannel } from '../backend/backend.ts';
import { IDLE_LOOK_PAUSE_MS, SILENT_LOOK_PAUSE_MS } from '../model/deadlines.ts';
import type { Params } from '../model/protocol.ts';

/** How often a host looks: as often as the most impatient of those who wait wants it, seldom while nobody does. */
export class LookCadence {
  readonly #agent: AgentChannel;
  readonly #pauses: number[] = [];
  #idlePauseMs = IDLE_LOOK_PAUSE_MS;
  /** What the agent was told last. */
  #told: Params<'cadence'> | undefined;

  constructor(agent: AgentChannel) {
    this.#agent = agent;
  }

  /** Has the host look from now on. */
  begin(): void {
    this.#tell();
  }

  /** From now on something runs there of which no event asks for a look: there are more of them. */
  expectSilence(): void {
    this.#idlePauseMs = SILENT_LOOK_PAUSE_MS;
    this.#tell();
  }

  /** Has the host look with at most this pause, in milliseconds, until the returned function is called. */
  watchClosely(pauseMs: number): () => void {
    this.#pauses.push(pauseMs);
    this.#tell();
    return () => {
      this.#pauses.splice(this.#pauses.indexOf(pauseMs), 1);
      this.#tell();
    };
  }

  /** A dead host has nobody left to tell; its death is already on its way to the scenario. */
  #tell(): void {
    const pauseMs = Math.min(this.#idlePauseMs, ...this.#pauses);
    const watched = this.#pauses.length > 0;
    if (pauseMs === this.#told?.pauseMs && watched === this.#told.watched) return;
    this.#told = { pauseMs, watched };
    this.#agent.request('cadence', this.#told).catch(() => undefined);
  }
}
