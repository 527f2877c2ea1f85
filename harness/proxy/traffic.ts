import type { Stream } from './toxics/toxic.ts';

/** Bytes of one direction: read from its source, and taken by the kernel for its destination. */
export interface StreamBytes {
  received: number;
  sent: number;
}

export const noBytes = (): ProxyBytes => ({
  upstream: { received: 0, sent: 0 },
  downstream: { received: 0, sent: 0 },
});

export type ProxyBytes = Readonly<Record<Stream, StreamBytes>>;

/** What the counts of a proxy are kept under: they start anew where its addresses change. */
export interface TrafficLabels {
  readonly proxy: string;
  readonly listener: string;
  readonly upstream: string;
}

/** The bytes that passed each proxy there ever was. Counts never fall, so those of a removed proxy stay. */
export class Traffic {
  readonly #counts = new Map<string, readonly [TrafficLabels, ProxyBytes]>();

  of(labels: TrafficLabels): ProxyBytes {
    const key = JSON.stringify([labels.proxy, labels.listener, labels.upstream]);
    const known = this.#counts.get(key);
    if (known) return known[1];
    const bytes = noBytes();
    this.#counts.set(key, [labels, bytes]);
    return bytes;
  }

  all(): Iterable<readonly [TrafficLabels, ProxyBytes]> {
    return this.#counts.values();
  }
}
