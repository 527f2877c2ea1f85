import type { EndedSocket } from '../model/capture-protocol.ts';
import { parseSsOutput } from '../model/ss-output.ts';
import { readLines } from './lines.ts';
import type { WatchShell } from './watch-shell.ts';

interface Listener {
  readonly onEnd: (ends: Pick<EndedSocket, 'local' | 'peer'>) => void;
  /** None is told any more. */
  readonly onFailure: (why: string) => void;
}

/** Tells the full sockets of this host's kernel that end, as `ss -E` does. */
export function watchEndedSockets({ endedSockets }: WatchShell, { onEnd, onFailure }: Listener): void {
  let complaint = 'ss -E ended without a word';
  const tell = (line: string) => {
    try {
      for (const { local, peer } of parseSsOutput(line)) onEnd({ local, peer });
    } catch (error) {
      complaint = (error as Error).message;
      endedSockets.destroy();
    }
  };
  readLines(endedSockets, tell, () => onFailure(complaint));
}
