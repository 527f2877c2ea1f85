import { EventEmitter, once } from 'node:events';
import type { AgentChannel, Host } from '../backend/backend.ts';
import { CAPTURE_DEADLINE_MS } from '../model/deadlines.ts';
import type { CaptureNews, EndedSocket } from '../model/capture-protocol.ts';
import type { CaptureEvidence, HostEvidence } from '../model/evidence.ts';
import type { CapturedSegment } from '../model/observation.ts';
import type { AgentEvent } from '../model/protocol.ts';
import { PcapReader, type CapturedPacket } from '../observe/capture/pcap-reader.ts';

/** How many segments of a host its timeline shows; `capture.pcapng` has all. */
export const SHOWN_SEGMENTS = 1_000;

/** What passes a host's network device, as far as its capture has told. */
export class HostCapture {
  /** In the order in which they passed. */
  readonly segments: CapturedSegment[] = [];
  readonly #agent: AgentChannel;
  readonly #reader = new PcapReader();
  readonly #news = new EventEmitter();
  #take: ((packets: readonly CapturedPacket[]) => void) | undefined;
  #state: CaptureEvidence['state'] = 'on';
  #why: string | undefined;
  #packets = 0;
  #dropped = 0;
  #unfiltered = 0;
  #realtimeAheadMs = 0;
  #endedSockets: HostEvidence['endedSockets'] = { state: 'on' };

  private constructor(agent: AgentChannel) {
    this.#agent = agent;
    agent.onEvent((event) => this.#receive(event));
  }

  /** Resolves when everything from now on is captured, or when it is known that nothing is. */
  static async start({ agent }: Host): Promise<HostCapture> {
    const capture = new HostCapture(agent);
    const begun = await agent.request('captureStart', {});
    if (begun.on) {
      capture.#unfiltered = begun.unfiltered;
      capture.#realtimeAheadMs = begun.realtimeAheadMs;
    } else capture.#end('off', begun.why);
    return capture;
  }

  /** Whether it hears of the event by itself. */
  static isOwn(event: AgentEvent): event is Exclude<CaptureNews, EndedSocket> {
    return ['capture', 'capture-ended', 'ends-untold'].includes(event.event);
  }

  /** Has packets handed on from now on. */
  onPackets(take: (packets: readonly CapturedPacket[]) => void): void {
    this.#take = take;
  }

  /** When a packet passed, in milliseconds of the host's CLOCK_MONOTONIC. */
  timeOf({ time }: CapturedPacket): number {
    // Whole milliseconds first: all nanoseconds since 1970 are more than a number can tell apart.
    const ms = time / 1_000_000n;
    return Number(ms) - this.#realtimeAheadMs + Number(time - ms * 1_000_000n) / 1e6;
  }

  /** Resolves when everything that has passed by now has been read, or is known to be lost. */
  async flush(): Promise<void> {
    if (!this.#isOn) return;
    try {
      const { received, dropped } = await this.#agent.request('captureCounts', {});
      this.#dropped = dropped;
      await this.#untilRead(received - this.#unfiltered - dropped);
    } catch (error) {
      this.#end('lost', (error as Error).message.split('\n')[0] ?? '');
    }
  }

  async #untilRead(packets: number): Promise<void> {
    const signal = AbortSignal.timeout(CAPTURE_DEADLINE_MS);
    while (this.#packets < packets && this.#isOn && !signal.aborted)
      await once(this.#news, 'news', { signal }).catch(() => undefined);
    const left = packets - this.#packets;
    if (left > 0) this.#end('lost', `${String(left)} packets that the kernel counted never came`);
  }

  /** Why what it shows may not be all that passed; undefined where it is all. */
  get doubt(): string | undefined {
    if (!this.#isOn) return `the capture is ${this.#state}: ${this.#why ?? ''}`;
    return this.#dropped > 0 ? `the capture dropped ${String(this.#dropped)} packets` : undefined;
  }

  /** Whether the ends of sockets are told. */
  get endedSockets(): HostEvidence['endedSockets'] {
    return this.#endedSockets;
  }

  evidence(): CaptureEvidence {
    const leftOut = Math.max(0, this.segments.length - SHOWN_SEGMENTS);
    return {
      ...{ state: this.#state, why: this.#why, packets: this.#packets, dropped: this.#dropped, leftOut },
      realtimeAheadMs: this.#realtimeAheadMs,
    };
  }

  #receive(event: AgentEvent): void {
    if (event.event === 'ends-untold') this.#endedSockets = { state: 'off', why: event.why };
    if (event.event === 'capture-ended') this.#end('lost', event.why);
    if (event.event !== 'capture' || !this.#isOn) return;
    try {
      const packets = this.#reader.read(Buffer.from(event.base64, 'base64'));
      this.#packets += packets.length;
      this.#take?.(packets);
    } catch (error) {
      this.#end('lost', (error as Error).message);
    }
    this.#news.emit('news');
  }

  get #isOn(): boolean {
    return this.#state === 'on';
  }

  /** The first reason is the one that counts. */
  #end(state: 'off' | 'lost', why: string): void {
    if (!this.#isOn) return;
    this.#state = state;
    this.#why = why;
    this.#news.emit('news');
  }
}
