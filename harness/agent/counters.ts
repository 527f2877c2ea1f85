import { readFileSync } from 'node:fs';
import { monotonicMs } from '../model/clock.ts';
import { movedBetween } from '../model/proc-counters.ts';
import type { Result } from '../model/protocol.ts';

/** The counters of the namespace this process is in (RFC 1213 MIB and Linux's own; proc_pid_net(5)). */
export class KernelCounters {
  #last = '';

  /** All of them, as the kernel writes them. */
  all(): Result<'counters'> {
    const began = monotonicMs();
    this.#last = read();
    return { began, at: monotonicMs(), proc: this.#last };
  }

  /** How far they have moved since they were read last. */
  moved(): Result<'countersMoved'> {
    const before = this.#last;
    const { proc, ...times } = this.all();
    return { ...times, moved: movedBetween(before, proc) };
  }
}

/** Read at once: the kernel answers from memory in less time than a thread of the pool takes to start. */
function read(): string {
  return ['snmp', 'netstat'].map((name) => readFileSync(`/proc/self/net/${name}`, 'utf8')).join('');
}
