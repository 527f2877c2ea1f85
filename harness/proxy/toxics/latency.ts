import { defineToxic } from './toxic.ts';

/** Delays all that passes, FIN and RST too, by `latency` ± `jitter` milliseconds, and keeps its order. */
export const latency = defineToxic({
  goName: 'LatencyToxic',
  attributes: { latency: { least: 0 }, jitter: { least: 0 } },
  // A second's worth at 64 Mbit/s: what is on its way must not hold up what follows.
  readAheadBytes: 8 * 1024 * 1024,
  apply: (link) => ({
    *pass(event) {
      const { latency, jitter } = link.attributes;
      const delay = latency + (jitter > 0 ? (link.random() * 2 - 1) * jitter : 0);
      link.report('latency: delays what passes');
      yield { ...event, at: event.at + Math.max(0, delay) };
    },
  }),
});
