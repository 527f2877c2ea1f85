import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LabHost } from './lab-host.ts';

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

  static async open(host: LabHost): Promise<ProxyGateway> {
    const server = http.createServer((request, response) => {
      void pass(host, request, response);
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
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  try {
    const answer = await host.request('proxyHttp', {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: onlyStrings(request.headers),
      body: await text(request),
    });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  } catch (error) {
    response.writeHead(502).end((error as Error).message);
  }
}

function onlyStrings(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
