import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { treeCpuMs } from './tree-cpu.ts';

/** A shell that has waited for a child that was busy, and lives on. */
const BUSY = 'i=0; sh -c "while [ \\$((i += 1)) -lt 300000 ]; do :; done"; echo done; read -r _';

test("a process's children count, also those that are gone, unless they are excepted", async () => {
  const before = treeCpuMs(process.pid);
  const child = spawn('sh', ['-c', BUSY], { stdio: ['pipe', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const { pid = 0 } = child;
  const took = treeCpuMs(pid);
  expect(took).toBeGreaterThan(20);
  expect(treeCpuMs(process.pid) - before).toBeGreaterThanOrEqual(took);
  expect(treeCpuMs(process.pid) - treeCpuMs(process.pid, [pid])).toBeGreaterThanOrEqual(took / 2);
  child.stdin.end();
  await once(child, 'exit');
});
