import { setTimeout as pause } from 'node:timers/promises';
import { connectEngine } from './engine.ts';
import { findLabelled, removeFound } from './leftovers.ts';
import { RUN_LABEL } from './run-id.ts';

/**
 * The program that clears up after a harness: it waits for the end of its stdin, which comes when the harness ends in
 * whatever way, and removes what carries the harness's run label. Its argument is the run.
 */

const SWEEP_PAUSE_MS = 200;
/** The engine may still be carrying out a request of the dead harness, so one empty sweep is not enough. */
const QUIET_SWEEPS = 5;
const MAX_SWEEPS = 150;

async function clearUp(run: string): Promise<void> {
  const { docker } = await connectEngine();
  let quiet = 0;
  for (let sweep = 0; quiet < QUIET_SWEEPS && sweep < MAX_SWEEPS; sweep++) {
    const found = await findLabelled(docker, `${RUN_LABEL}=${run}`);
    quiet = found.length === 0 ? quiet + 1 : 0;
    await removeFound(docker, found);
    await pause(SWEEP_PAUSE_MS);
  }
}

process.stdin.resume();
process.stdin.once('close', () => void clearUp(process.argv[2] ?? ''));
