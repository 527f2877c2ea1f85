import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { HalfcloseError } from '../model/errors.ts';
import type { LabHost } from './lab-host.ts';
import type { Refusal } from './proxy-api.ts';

/** What the agent calls a request to the API of each engine. */
const REQUEST_OF = { halfclose: 'proxyHttp', toxiproxy: 'toxiproxyHttp' } as const;

/** Which program the proxy is: this project's own, or the real Toxiproxy. */
export type ProxyEngine = keyof typeof REQUEST_OF;

/**
 * The proxy's HTTP API on the harness's loopback. Requests travel to the proxy's host over its agent's stdin and
 * stdout, so that faults cannot cut control and `ss` in the host shows the scenario's own sockets only.
 */
export class ProxyGateway {
  readonly #server: http.Server;
  readonly url: string;

  private constructor(server: http.Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  static async open(host: LabHost, engine: ProxyEngine): Promise<ProxyGateway> {
    // A client may send its next request at the moment when a server gives up an idle connection: this one never does.
    const server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => {
      void pass(host, REQUEST_OF[engine], request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new ProxyGateway(server);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    // HTTP clients keep connections alive for a next request that will not come.
    this.#server.closeAllConnections();
    await closed;
  }
}

async function pass(
  host: LabHost,
  operation: 'proxyHttp' | 'toxiproxyHttp',
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  try {
    const answer = await host.request(operation, {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: onlyStrings(request.headers),
      body: await text(request),
    });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  } catch (error) {
    response.writeHead(502).end(JSON.stringify(refusalOf(error as Error)));
  }
}

function refusalOf(error: Error): Refusal {
  return { error: error.message, ...(error instanceof HalfcloseError ? { code: error.code } : {}) };
}

function onlyStrings(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
