import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import type { HttpResponse } from '../../model/protocol.ts';
import type { Traffic } from '../traffic.ts';

export interface MetricsChoice {
  /** Bytes received and sent, by proxy and direction. */
  readonly proxy: boolean;
  /** What Node and the kernel say of this process. */
  readonly runtime: boolean;
}

const LABELS = ['direction', 'proxy', 'listener', 'upstream'] as const;

/** As Toxiproxy declares it. */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores';

/** Toxiproxy's metrics, as Prometheus text; counted while connections live, not only when they end. */
class Metrics {
  readonly #registry = new Registry();

  constructor(choice: MetricsChoice, traffic: Traffic) {
    if (choice.proxy) {
      this.#count('received', 'read from the source of this direction', traffic);
      this.#count('sent', 'passed to the destination of this direction', traffic);
    }
    if (choice.runtime) collectDefaultMetrics({ register: this.#registry });
  }

  async answer(): Promise<HttpResponse> {
    const body = await this.#registry.metrics();
    return { status: 200, headers: { 'Content-Type': CONTENT_TYPE }, body };
  }

  #count(what: 'received' | 'sent', meaning: string, traffic: Traffic): void {
    new Counter({
      name: `toxiproxy_proxy_${what}_bytes_total`,
      help: `Bytes ${meaning}`,
      labelNames: LABELS,
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [labels, bytes] of traffic.all()) {
          for (const direction of ['upstream', 'downstream'] as const)
            this.inc({ direction, ...labels }, bytes[direction][what]);
        }
      },
    });
  }
}

/** The page `/metrics`. */
export function metricsPage(choice: MetricsChoice, traffic: Traffic): () => Promise<HttpResponse> {
  const metrics = new Metrics(choice, traffic);
  return () => metrics.answer();
}
