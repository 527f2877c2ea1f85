import { readFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { monotonicMs } from '../model/clock.ts';

const TICKS_PER_SECOND = 100;
const QUIET_MS = 100;
const QUIET_DEADLINE_MS = 5_000;
/** The share of all cores' time that a machine may be busy and still count as quiet. */
const QUIET_SHARE = 0.1;

/** What the figures of a bench hold for. */
export function machineFacts(): { kernel: string; cores: number; node: string } {
  return { kernel: os.release(), cores: os.cpus().length, node: process.version };
}

/** User, nice, system, interrupt time of all cores so far (proc_stat(5)); containers and their engine count too. */
export function machineCpuSeconds(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = readFileSync('/proc/stat', 'utf8')
    .slice(0, 200)
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

/**
 * Resolves once the machine has been all but idle for a tenth of a second, or has not become so in five: what one
 * contender leaves to the kernel or to an engine should not be counted as the next one's.
 */
export async function untilQuiet(): Promise<void> {
  const deadline = monotonicMs() + QUIET_DEADLINE_MS;
  let busyShare: number;
  do {
    const [began, before] = [monotonicMs(), machineCpuSeconds()];
    await pause(QUIET_MS);
    const passedMs = (monotonicMs() - began) * os.cpus().length;
    busyShare = ((machineCpuSeconds() - before) * 1_000) / passedMs;
  } while (busyShare > QUIET_SHARE && monotonicMs() < deadline);
}
