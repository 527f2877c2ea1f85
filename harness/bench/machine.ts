import { readFileSync } from 'node:fs';
import os from 'node:os';

const TICKS_PER_SECOND = 100;

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
