import type { Operation, AgentEvent, Params, Result } from '../model/protocol.ts';
import type { CaptureRequests } from '../model/capture-protocol.ts';
import { CAPTURE_DELAY_MS } from '../model/deadlines.ts';
import { monotonicMs, realtimeAheadMs } from '../model/clock.ts';
import { Capture } from './capture.ts';
import { watchEndedSockets } from './ended-sockets.ts';
import { RequestError } from './failure.ts';
import { GatheredBytes } from './gathered-bytes.ts';
import { startWatchShell } from './watch-shell.ts';

type Handlers = {
  readonly [O in Operation & keyof CaptureRequests]: (params: Params<O>) => Promise<Result<O>> | Result<O>;
};

/** What the agent does when it is asked to watch its host's device and the ends of its sockets. */
export function captureOperations(say: (event: AgentEvent) => void): Handlers {
  let capture: Capture | undefined;
  const packets = new GatheredBytes(
    (bytes) => say({ event: 'capture', base64: bytes.toString('base64') }),
    CAPTURE_DELAY_MS,
  );
  return {
    captureStart: async () => {
      const shell = startWatchShell();
      watchEndedSockets(shell, {
        onEnd: (ends) => say({ event: 'ended-socket', at: monotonicMs(), ...ends }),
        onFailure: (why) => say({ event: 'ends-untold', why }),
      });
      try {
        capture = await Capture.start(shell, {
          onBytes: (bytes) => packets.add(bytes),
          onEnd: (why) => {
            packets.tellNow();
            say({ event: 'capture-ended', why });
          },
        });
        const { received } = await capture.counts();
        return { on: true, unfiltered: received, realtimeAheadMs: realtimeAheadMs() };
      } catch (error) {
        return { on: false, why: (error as Error).message };
      }
    },
    captureCounts: async () => {
      if (!capture) throw new RequestError('INVALID_OPTION', 'nothing is captured in this host');
      const counts = await capture.counts();
      packets.tellNow();
      return counts;
    },
  };
}
