import { readdirSync, readFileSync } from 'node:fs';

const MS_PER_TICK = 10;
const NS_PER_MS = 1e6;

/**
 * Processor time in milliseconds of a process and all its descendants so far, those that are gone included, without the
 * processes of `except` and theirs.
 */
export function treeCpuMs(root: number, except: readonly number[] = []): number {
  const children = childrenByParent();
  let total = 0;
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    total += ownCpuMs(pid);
    pending.push(...(children.get(pid) ?? []).filter((child) => !except.includes(child)));
  }
  return total;
}

function childrenByParent(): ReadonlyMap<number, number[]> {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = Number(statFields(pid)[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  return children;
}

/** Of its threads to the nanosecond (Documentation/scheduler/sched-stats.rst), of children it has waited for in ticks. */
function ownCpuMs(pid: number): number {
  const folder = `/proc/${String(pid)}/task`;
  const threads = unlessGone(() => readdirSync(folder), []).map((thread) =>
    Number(unlessGone(() => readFileSync(`${folder}/${thread}/schedstat`, 'utf8'), '0').split(' ')[0]),
  );
  // cutime and cstime, the fields 16 and 17 of proc_pid_stat(5).
  const [cutime = 0, cstime = 0] = statFields(String(pid)).slice(13, 15).map(Number);
  return threads.reduce((sum, ns) => sum + ns, 0) / NS_PER_MS + (cutime + cstime) * MS_PER_TICK;
}

/** From the third field on, the first one behind the name. */
function statFields(pid: string): string[] {
  const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
