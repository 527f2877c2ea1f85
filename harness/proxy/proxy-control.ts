/**
 * The fault-injecting proxy. `api/` answers Toxiproxy's HTTP API and sets up `Proxies`; a `FaultProxy` listens and makes
 * a `Connection` of each client; a connection is two `Leg`s (TCP connections) and two `Direction`s between them. What a
 * source says (data, FIN, RST) passes a `Stage` for each toxic of its direction and leaves by an `Outlet`.
 * `standalone/` makes a program of it, with an HTTP server and a log.
 * Another toxic is a file in `toxics/` and a line in `toxics/registry.ts`; another route is a line in `api/routes.ts`.
 */
import type { HttpRequest, HttpResponse } from '../model/protocol.ts';
import { route } from './api/routes.ts';
import type { ProxyEnvironment } from './context.ts';
import { Proxies } from './proxies.ts';
import { Scheduler } from '../kernel/scheduler.ts';
import type { Traffic } from './traffic.ts';

export interface ProxyControl {
  /** Answers a request of Toxiproxy's API, 2.12. Never rejects: what is wrong is in the answer. */
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Stops all proxies and closes all connections. */
  close(): Promise<void>;
}

export interface ProxyControlOptions extends ProxyEnvironment {
  /** Makes the page `/metrics`. Default: there is none, as in Toxiproxy unless asked for. */
  readonly metrics?: (traffic: Traffic) => () => Promise<HttpResponse>;
}

/**
 * @param options.emit is given what every proxy sees of its sockets: `<proxy>` is the listener, `<proxy>/<n>/client-leg`
 *   and `<proxy>/<n>/server-leg` are the legs of its nth connection, from 1.
 * @param options.seed decides every random choice.
 */
export function createProxyControl(options: ProxyControlOptions): ProxyControl {
  const proxies = new Proxies({ ...options, scheduler: new Scheduler(options.now) });
  const metrics = options.metrics?.(proxies.traffic);
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
