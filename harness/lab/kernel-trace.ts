import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Backend, BackendName } from '../backend/backend.ts';
import { HalfcloseError } from '../model/errors.ts';
import { addressBytes } from '../model/ip-address.ts';
import { addressKey } from '../observe/trace/event-reader.ts';
import { OBSERVER_SCRIPT, SWEEP_SCRIPT } from '../observe/trace/observer-script.ts';
import type { TraceEvent } from '../observe/trace/trace-event.ts';
import { Tracer } from '../observe/trace/tracer.ts';

const running = new Map<BackendName, KernelTrace>();

/**
 * The trace of the kernel that a backend's hosts share: one for all who use it in this process, which are labs and those
 * who make them.
 */
export class KernelTrace {
  /** Resolves once everything is traced, or it is known why nothing is. */
  readonly ready: Promise<void>;
  readonly #backend: BackendName;
  readonly #name = `halfclose-${randomBytes(6).toString('hex')}`;
  readonly #owners = new Map<string, (event: TraceEvent) => void>();
  #users = 0;
  #tracer: Tracer | undefined;
  /** Why it is off. */
  #off: string | undefined = 'it has not begun';

  private constructor(backend: Backend) {
    this.#backend = backend.name;
    this.ready = this.#start(backend);
  }

  /** Every call needs a `leave`. */
  static join(backend: Backend): KernelTrace {
    let trace = running.get(backend.name);
    if (!trace) running.set(backend.name, (trace = new KernelTrace(backend)));
    trace.#users++;
    return trace;
  }

  /** The last one ends the tracing program, which clears up by itself. */
  leave(): void {
    if (--this.#users > 0) return;
    running.delete(this.#backend);
    void this.ready.then(() => this.#tracer?.stop());
  }

  /** What it is called in tracefs; undefined where it never ran. */
  get instance(): string | undefined {
    return this.#tracer && this.#name;
  }

  /** Why it is off or what it lost; undefined while it is whole. */
  get gap(): string | undefined {
    return this.#off ?? this.#tracer?.gap;
  }

  /** How many events were lost so far; `NaN` where nobody can say. */
  get lost(): number {
    return this.#tracer?.lost ?? NaN;
  }

  /** Whether it runs, whole or not. */
  get isOn(): boolean {
    return this.#tracer !== undefined && this.#off === undefined;
  }

  /** The reasons for a RST that its kernel knows; undefined where it is off. */
  get resetReasons(): readonly string[] | undefined {
    return this.#tracer?.resetReasons;
  }

  /** The boot of the kernel that is traced; undefined where it is off. */
  get boot(): string | undefined {
    return this.#tracer?.boot;
  }

  /** From now on `listener` gets the events of sockets with this local address. Returns what ends that. */
  claim(address: string, listener: (event: TraceEvent) => void): () => void {
    const key = addressKey(addressBytes(address));
    this.#owners.set(key, listener);
    return () => this.#owners.delete(key);
  }

  /** Resolves once everything that was traced before the call has been handed out. */
  async flush(): Promise<void> {
    await this.#tracer?.flush();
  }

  async #start(backend: Backend): Promise<void> {
    if (process.env['HALFCLOSE_TRACE'] === 'off') {
      this.#off = 'HALFCLOSE_TRACE=off';
      return;
    }
    try {
      const streams = await backend.startObserver(OBSERVER_SCRIPT, this.#name);
      this.#tracer = await Tracer.start(streams, this.#owners, () => void sweep(backend));
      this.#off = undefined;
    } catch (error) {
      this.#off = (error as Error).message.split('\n')[0] ?? '';
    }
  }
}

/**
 * Who means to do without the trace must not be traced for a slip of the pen. Raises INVALID_OPTION for a HALFCLOSE_TRACE
 * that says nothing.
 */
export function checkTraceSetting(): void {
  const setting = process.env['HALFCLOSE_TRACE'] ?? '';
  if (['', 'off', 'remote'].includes(setting)) return;
  throw new HalfcloseError('INVALID_OPTION', `HALFCLOSE_TRACE is \`${setting}\``, {
    hint: 'set it to `off` or to `remote`, or not at all',
  });
}

/** Removes what tracing programs left that were killed. Resolves to the names of their instances. */
export async function sweep(backend: Backend): Promise<string[]> {
  const { stdin, stdout } = await backend.startObserver(SWEEP_SCRIPT, 'halfclose-sweep');
  stdin.end();
  return (await text(stdout)).split('\n').filter((line) => line !== '');
}
