import { runInThisContext } from 'node:vm';
import { EXIT_FAILED } from '../model/exit-codes.ts';

/** Inside a Jest test `process` is a copy that gets no events; what runs in the main context sees the real one. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/**
 * Until the returned function is called, this process ends as soon as the one that started it does: a worker of a
 * Jest that was killed would otherwise keep its lab until the scenario is over. A process that nobody talks to over
 * an IPC channel has no parent in this sense.
 */
export function dieWithParent(): () => void {
  const end = () => realProcess.exit(EXIT_FAILED);
  // The listener keeps the event loop alive (node, process.channel), hence its removal.
  realProcess.once('disconnect', end);
  return () => realProcess.off('disconnect', end);
}
