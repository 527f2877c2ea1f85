import { createInterface } from 'node:readline';
import type { EndedSocket } from '../model/capture-protocol.ts';
import { parseSsOutput } from '../model/ss-output.ts';
import { startHeldTool } from './held-tool.ts';

/**
 * Events, no header, one line a socket, TCP, numeric, extended (man 8 ss). stdbuf: ss writes into a pipe only when it has
 * 4096 bytes, and a line is news when it comes (discoveries/ss-facts.md).
 */
const SS = ['stdbuf', '-oL', 'ss', '-EHOtne'];

interface Listener {
  readonly onEnd: (ends: Pick<EndedSocket, 'local' | 'peer'>) => void;
  /** None is told any more. */
  readonly onFailure: (why: string) => void;
}

/** Tells the full sockets of this host's kernel that end, as `ss -E` does. */
export function watchEndedSockets({ onEnd, onFailure }: Listener): void {
  const ss = startHeldTool(SS);
  let complaint = 'ss -E ended without a word';
  ss.stderr.on('data', (chunk: Buffer) => (complaint = chunk.toString().trim()));
  createInterface({ input: ss.stdout }).on('line', (line) => {
    try {
      for (const { local, peer } of parseSsOutput(line)) onEnd({ local, peer });
    } catch (error) {
      complaint = (error as Error).message;
      ss.kill('SIGKILL');
    }
  });
  ss.once('error', ({ message }) => (complaint = message));
  ss.once('close', () => onFailure(complaint));
}
