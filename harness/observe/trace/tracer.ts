import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { monotonicMs } from '../../model/clock.ts';
import { AGENT_REPLY_DEADLINE_MS } from '../../model/deadlines.ts';
import { HalfcloseError } from '../../model/errors.ts';
import { parseEventFormat } from './event-format.ts';
import { reasonsIn, readerFor, type EventReader } from './event-reader.ts';
import { parsePageLayout, readPage, type PageLayout } from './ring-page.ts';
import { RingStats } from './ring-stats.ts';
import type { TraceEvent } from './trace-event.ts';

/** A running OBSERVER_SCRIPT. */
export interface ObserverStreams {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** Who wants the events of sockets with a local address, by its `addressKey`. */
export type TraceOwners = ReadonlyMap<string, (event: TraceEvent) => void>;

/** What the lines before it were, or a word of its own. */
const TITLE = /^(boot|ready|stats|off .*)$/;

/** Reads what a running OBSERVER_SCRIPT traces, and hands each event to the owner of its local address. */
export class Tracer {
  readonly #streams: ObserverStreams;
  readonly #owners: TraceOwners;
  readonly #readers = new Map<number, EventReader>();
  #resetReasons: readonly string[] = [];
  #boot: string | undefined;
  readonly #stats = new RingStats();
  #layout: PageLayout = { size: 4_096, commit: 8, data: 16 };
  #rest: Buffer = Buffer.alloc(0);
  readonly #questions: ((stats: string) => void)[] = [];
  /** Why it traces no more; undefined while it does. */
  #over: string | undefined;
  #ready: (() => void) | undefined;
  #onDeath: () => void = () => undefined;

  private constructor(streams: ObserverStreams, owners: TraceOwners) {
    this.#streams = streams;
    this.#owners = owners;
    streams.stdin.on('error', () => undefined);
    streams.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    let text = '';
    createInterface({ input: streams.stderr })
      .on('line', (line) => {
        if (TITLE.test(line)) this.#told(line, text);
        text = TITLE.test(line) ? '' : `${text}${line}\n`;
      })
      .on('close', () => this.#end(`the tracing program ended: ${text.trim() || 'without a word'}`));
  }

  /** Resolves once everything is traced; `onDeath` hears if that ends before `stop`. Raises NOT_OBSERVABLE with the reason where it cannot be. */
  static async start(streams: ObserverStreams, owners: TraceOwners, onDeath: () => void): Promise<Tracer> {
    const tracer = new Tracer(streams, owners);
    await new Promise<void>((resolve) => (tracer.#ready = resolve));
    tracer.#onDeath = onDeath;
    if (tracer.#over === undefined) return tracer;
    throw new HalfcloseError('NOT_OBSERVABLE', tracer.#over);
  }

  /** Events that were lost so far, or why no more come; undefined while nothing is missing. */
  get gap(): string | undefined {
    return this.#over ?? this.#stats.gap;
  }

  /** How many events were lost so far; `NaN` where the kernel does not say. */
  get lost(): number {
    return this.#stats.lost;
  }

  /** The reasons for a RST that this kernel knows; none where it gives none (before 6.10). */
  get resetReasons(): readonly string[] {
    return this.#resetReasons;
  }

  /** The boot of the kernel that it traces (random(4), boot_id). */
  get boot(): string | undefined {
    return this.#boot;
  }

  /** Resolves once everything that was traced before the call has been handed out; where it cannot, `gap` says why. */
  async flush(): Promise<void> {
    const deadline = monotonicMs() + AGENT_REPLY_DEADLINE_MS;
    while (this.#over === undefined && !this.#stats.hasAll(await this.#askStats())) {
      if (monotonicMs() > deadline) this.#end('what it holds could not be read to its end');
    }
  }

  /** Ends the tracing program, which removes its instance. */
  stop(): void {
    this.#over ??= 'it was stopped';
    this.#streams.stdin.end();
  }

  /** What the ring buffers say of themselves; nothing where nobody answers any more. */
  #askStats(): Promise<string> {
    return new Promise((resolve) => {
      this.#questions.push(resolve);
      this.#streams.stdin.write('stats\n');
    });
  }

  #told(title: string, text: string): void {
    if (title === 'boot') this.#boot = text.trim();
    else if (title === 'ready') this.#learnFormats(text);
    else if (title === 'stats') this.#questions.shift()?.(text);
    else this.#end(title.slice('off '.length));
  }

  /** The layout of a page, and then of each event. */
  #learnFormats(text: string): void {
    const [header = '', ...events] = text.split(/^(?=name: )/m);
    this.#layout = parsePageLayout(header);
    for (const format of events.map(parseEventFormat)) {
      this.#readers.set(format.id, readerFor(format));
      if (format.name === 'tcp_send_reset') this.#resetReasons = reasonsIn(format);
    }
    this.#ready?.();
  }

  #end(why: string): void {
    if (this.#over === undefined) this.#onDeath();
    this.#over ??= why;
    for (const answer of this.#questions.splice(0)) answer('');
    this.#ready?.();
  }

  #receive(chunk: Buffer): void {
    const data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const { size } = this.#layout;
    let at = 0;
    for (; at + size <= data.length; at += size) this.#readPage(data.subarray(at, at + size));
    this.#rest = data.subarray(at);
  }

  #readPage(page: Buffer): void {
    const { events, missed } = readPage(page, this.#layout, (timeNs, at) => {
      // Every event begins with its type's number (struct trace_entry).
      const reader = this.#readers.get(page.readUInt16LE(at));
      const owner = reader?.owner(page, at);
      const tell = owner === undefined ? undefined : this.#owners.get(owner);
      if (reader && tell) tell(reader.read(page, at, timeNs));
    });
    this.#stats.handedOut(events, missed);
  }
}
