import { HalfcloseError } from '../model/errors.ts';
import type { LabHost } from './lab-host.ts';
import type { Lab } from './lab.ts';

/** Signals that end a process that does nothing about them. */
export type KillSignal = 'SIGINT' | 'SIGKILL' | 'SIGTERM';

export interface Killable {
  readonly name: string;
  readonly lab: Lab;
  readonly host: LabHost;
  /** The agent's name for its process; undefined where it shares the agent's. */
  readonly process: string | undefined;
}

/** Ends a process of its own by a signal, as a crash would. Raises INVALID_OPTION where it has none. */
export async function killProcess({ name, lab, host, process }: Killable, signal: KillSignal): Promise<void> {
  if (process === undefined) {
    throw new HalfcloseError(
      'INVALID_OPTION',
      `${name}.kill(): it shares its process with the host's agent`,
      {
        hint: 'make it with `ownProcess: true`',
      },
    );
  }
  lab.step(`${name}.kill(${signal})`);
  await host.request('kill', { process, signal });
}
