/**
 * The fault-injecting proxy. `api/` answers Toxiproxy's HTTP API and sets up `Proxies`; a `FaultProxy` listens and makes
 * a `Connection` of each client; a connection is two `Leg`s (TCP connections) and two `Direction`s between them. A
 * direction is a queue of what its source said (data, FIN, RST), taken off one by one through the toxics that apply.
 * `standalone/` makes a program of it, with an HTTP server and a log.
 * Another toxic is a file in `toxics/` and a line in `toxics/registry.ts`; another route is a line in `api/routes.ts`.
 */
import type { HttpRequest, HttpResponse } from '../model/protocol.ts';
import { route } from './api/routes.ts';
import type { ProxyContext } from './context.ts';
import type { Metrics, MetricsChoice } from './metrics.ts';
import { Proxies } from './proxies.ts';

export interface ProxyControl {
  /** Answers a request of Toxiproxy's API, 2.12. Never rejects: what is wrong is in the answer. */
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Stops all proxies and closes all connections. */
  close(): Promise<void>;
}

export interface ProxyControlOptions extends ProxyContext {
  /** What `/metrics` shows; nothing of either: there is no such page. Default: all. */
  readonly metrics?: MetricsChoice;
}

/**
 * @param options.emit is given what every proxy sees of its sockets: `<proxy>` is the listener, `<proxy>/<n>/client-leg`
 *   and `<proxy>/<n>/server-leg` are the legs of its nth connection, from 1.
 * @param options.seed decides every random choice.
 */
export function createProxyControl(options: ProxyControlOptions): ProxyControl {
  const proxies = new Proxies(options);
  const metrics = metricsPage(options.metrics ?? { proxy: true, runtime: true }, proxies);
  let last: Promise<unknown> = Promise.resolve();
  // Changes wait for each other, so that two at once cannot both find a name free.
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const result = last.then(change);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    handle: (request) =>
      request.method === 'GET'
        ? route(proxies, request, metrics)
        : inTurn(() => route(proxies, request, metrics)),
    close: () =>
      inTurn(async () => {
        for (const { name } of proxies.all()) await proxies.remove(name);
      }),
  };
}

/** Loaded with the first request: most labs never ask for it. */
function metricsPage(choice: MetricsChoice, proxies: Proxies): (() => Promise<HttpResponse>) | undefined {
  if (!choice.proxy && !choice.runtime) return undefined;
  let metrics: Promise<Metrics> | undefined;
  return async () => {
    metrics ??= import('./metrics.ts').then(({ Metrics }) => new Metrics(choice, proxies.traffic));
    return (await metrics).answer();
  };
}
