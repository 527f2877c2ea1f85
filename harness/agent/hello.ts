import { readFileSync } from 'node:fs';
import os from 'node:os';
import { monotonicMs } from '../model/clock.ts';
import type { HelloReply } from '../model/protocol.ts';

/** Who answers here, on which kernel, at what time of its clock. */
export function hello(): HelloReply {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { pid: process.pid, node: process.version, kernel: os.release(), boot, at: monotonicMs() };
}
