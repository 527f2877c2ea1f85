import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { HalfcloseError } from '../../model/errors.ts';
import type { HttpRequest, HttpResponse } from '../../model/protocol.ts';
import { refusal } from '../api/answers.ts';
import { ApiError } from '../api/api-error.ts';
import { formatHostPort, resolveListen, type HostPort } from '../host-port.ts';

/** The longest body that is read, in bytes: some ten thousand proxies in one `/populate`. */
export const LONGEST_BODY = 2 * 1024 * 1024;

/** How long a client may take for its request, and how long it may keep an idle connection: Toxiproxy's values. */
const TIMEOUTS = {
  requestTimeout: 15_000,
  headersTimeout: 15_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
};

/** How long a connection may stand still in the middle of an answer, in milliseconds. */
const STANDSTILL_MS = 30_000;

export interface ApiServerOptions extends HostPort {
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
  readonly log: Logger;
}

/** An HTTP server in front of something that answers requests. Each request is read and answered on its own. */
export class ApiServer {
  readonly #server: http.Server;

  private constructor(server: http.Server) {
    this.#server = server;
  }

  /** Raises ADDRESS_IN_USE, or INVALID_OPTION for an address this machine does not have. */
  static async open({ host, port, handle, log }: ApiServerOptions): Promise<ApiServer> {
    const server = http.createServer(TIMEOUTS, (request, response) => {
      void answer(request, response, handle, log);
    });
    server.timeout = STANDSTILL_MS;
    const asked = formatHostPort({ host, port });
    try {
      const address = await resolveListen(asked);
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, ...(address.host === '' ? {} : { host: address.host }) }, resolve);
      });
    } catch (error) {
      throw notListening(asked, error as NodeJS.ErrnoException);
    }
    return new ApiServer(server);
  }

  /** Where it listens: with the port the kernel chose where 0 was asked for. */
  get address(): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return formatHostPort({ host: address, port });
  }

  /** Takes no more connections and ends those that wait for a next request. */
  stopListening(): void {
    this.#server.close();
  }

  /** Ends what is left of connections, in the middle of a request or not. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  handle: ApiServerOptions['handle'],
  log: Logger,
): Promise<void> {
  const { method = '', url: path = '', headers } = request;
  const id = randomUUID();
  response.on('error', () => undefined);
  const { status, ...rest } = await readBody(request).then(
    (body) => handle({ method, path, headers: { 'user-agent': headers['user-agent'] ?? '' }, body }),
    (error: unknown) => refusalAndClose(error),
  );
  // Not by writeHead(), after which node no longer knows the body's length in time to say it.
  response.statusCode = status;
  response.setHeaders(new Map(Object.entries({ ...rest.headers, 'X-Toxiproxy-Request-Id': id })));
  response.end(rest.body);
  const client = formatHostPort({
    host: request.socket.remoteAddress ?? '',
    port: request.socket.remotePort ?? 0,
  });
  log[method === 'GET' ? 'debug' : 'info'](
    {
      request_id: id,
      client,
      method,
      url: path,
      user_agent: headers['user-agent'],
      status,
      event: 'request',
    },
    'Answered request',
  );
}

/** Rejects where the body is too long, or the client went away in the middle of it. */
async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = Number(request.headers['content-length'] ?? 0);
  if (length > LONGEST_BODY) throw tooLong();
  length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function tooLong(): ApiError {
  return new ApiError(413, `bad request body: longer than ${String(LONGEST_BODY)} bytes`);
}

function refusalAndClose(error: unknown): HttpResponse {
  const { headers, ...rest } = refusal(error);
  return { ...rest, headers: { ...headers, Connection: 'close' } };
}

function notListening(address: string, error: NodeJS.ErrnoException): HalfcloseError {
  const inUse = error.code === 'EADDRINUSE';
  return new HalfcloseError(
    inUse ? 'ADDRESS_IN_USE' : 'INVALID_OPTION',
    `Cannot listen on ${address}: ${error.message}`,
    {
      cause: error,
      hint: inUse
        ? 'end what listens there, or choose another with --port'
        : 'choose another with --host and --port',
    },
  );
}
