import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { builtFile } from '../package-files.ts';
import { newRunId } from './run-id.ts';

/** A run: what its labs make is labelled with `id`, and removed by its reaper at the latest. */
export interface Run {
  readonly id: string;
  readonly reaper: ChildProcessByStdio<Writable, null, null>;
}

/** How long a reaper is kept for a next lab after the last has gone, in milliseconds. */
const IDLE_MS = 2_000;

let current: Run | undefined;
let labs = 0;
let dismissal: NodeJS.Timeout | undefined;

/** Joins the run of this process, starting its reaper where there is none. Every call needs a `leaveRun`. */
export function joinRun(): Run {
  current ??= startRun();
  clearTimeout(dismissal);
  labs++;
  return current;
}

export function leaveRun(): void {
  labs--;
  if (labs > 0) return;
  // Jest gives every test file its own copy of this module in the same process: reapers that idle would pile up.
  dismissal = setTimeout(() => {
    current?.reaper.stdin.end();
    current = undefined;
  }, IDLE_MS).unref();
}

function startRun(): Run {
  const id = newRunId();
  // A session of its own, so that Ctrl+C in the terminal does not reach it.
  const reaper = spawn(process.execPath, [builtFile('reaper.js'), id], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.unref();
  if (reaper.stdin instanceof Socket) reaper.stdin.unref();
  reaper.stdin.on('error', () => undefined);
  return { id, reaper };
}
