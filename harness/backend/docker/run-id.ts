import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Carried by everything a lab makes on an engine: the id of the lab. */
export const LAB_LABEL = 'dev.halfclose.lab';
/** Carried beside it: which process made it, so that another can tell whether its maker still lives. */
export const RUN_LABEL = 'dev.halfclose.run';

/** What this machine knows of processes; a process id means something only in its own namespace and boot. */
export interface Place {
  readonly place: string;
  readonly boot: string;
  /** When a process started, in the kernel's ticks since boot; undefined where there is no such process. */
  startOf(pid: number): string | undefined;
}

export type RunState = 'alive' | 'dead' | 'elsewhere';

export const HERE: Place = {
  place: short(`${hostname()} ${readOrEmpty('/etc/machine-id')} ${pidNamespace()}`),
  boot: short(readOrEmpty('/proc/sys/kernel/random/boot_id')),
  startOf: (pid) => {
    const stat = readOrEmpty(`/proc/${String(pid)}/stat`);
    // Field 22 (man proc_pid_stat); counted from the last `)`, since a command name may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  },
};

/** A label no other run has had: where and when this process lives, and a random part. */
export function newRunId(here: Place = HERE): string {
  return [here.place, here.boot, process.pid, here.startOf(process.pid), randomBytes(4).toString('hex')].join(
    '.',
  );
}

/** Whether the process that made a run lives; `elsewhere` where this machine cannot tell. */
export function runState(run: string, here: Place = HERE): RunState {
  const [place, boot, pid, start] = run.split('.');
  if (place !== here.place || !pid || !start) return 'elsewhere';
  if (boot !== here.boot) return 'dead';
  return here.startOf(Number(pid)) === start ? 'alive' : 'dead';
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
