import { posix } from 'node:path';
import { unescape } from 'node:querystring';
import type { HttpRequest, HttpResponse } from '../../model/protocol.ts';
import type { Proxies } from '../proxies.ts';
import { badRequest, moved, plain, refusal } from './answers.ts';
import { listConnections } from './connection-requests.ts';
import * as proxy from './proxy-requests.ts';
import * as toxic from './toxic-requests.ts';

/** The version of Toxiproxy whose API this is: clients ask for it to know what they may use. */
export const API_VERSION = '2.12.0';

interface Call {
  readonly proxies: Proxies;
  /** The name of the proxy, and of the toxic, where the path has them. */
  readonly names: readonly [string, string];
  readonly body: string;
}

type Handler = (call: Call) => HttpResponse | Promise<HttpResponse>;

const updateProxy: Handler = ({ proxies, names, body }) => proxy.updateProxy(proxies, names[0], body);
const updateToxic: Handler = ({ proxies, names, body }) => toxic.updateToxic(proxies, ...names, body);

interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, Handler>>;
}

const ROUTES: readonly Route[] = [
  { path: /^\/version$/, methods: { GET: version } },
  { path: /^\/reset$/, methods: { POST: ({ proxies }) => proxy.reset(proxies) } },
  { path: /^\/populate$/, methods: { POST: ({ proxies, body }) => proxy.populate(proxies, body) } },
  {
    path: /^\/proxies$/,
    methods: {
      GET: ({ proxies }) => proxy.listProxies(proxies),
      POST: ({ proxies, body }) => proxy.createProxy(proxies, body),
    },
  },
  {
    path: /^\/proxies\/([^/]+)$/,
    methods: {
      GET: ({ proxies, names }) => proxy.showProxy(proxies, names[0]),
      POST: updateProxy,
      PATCH: updateProxy,
      DELETE: ({ proxies, names }) => proxy.deleteProxy(proxies, names[0]),
    },
  },
  {
    path: /^\/proxies\/([^/]+)\/connections$/,
    methods: { GET: ({ proxies, names }) => listConnections(proxies, names[0]) },
  },
  {
    path: /^\/proxies\/([^/]+)\/toxics$/,
    methods: {
      GET: ({ proxies, names }) => toxic.listToxics(proxies, names[0]),
      POST: ({ proxies, names, body }) => toxic.createToxic(proxies, names[0], body),
    },
  },
  {
    path: /^\/proxies\/([^/]+)\/toxics\/([^/]+)$/,
    methods: {
      GET: ({ proxies, names }) => toxic.showToxic(proxies, ...names),
      POST: updateToxic,
      PATCH: updateToxic,
      DELETE: ({ proxies, names }) => toxic.deleteToxic(proxies, ...names),
    },
  },
];

/** Answers a request; `/metrics` where there are any, whatever the method. Never rejects. */
export async function route(
  proxies: Proxies,
  request: HttpRequest,
  metrics?: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const [, asked = '', query = ''] = /^([^?]*)(.*)$/s.exec(request.path) ?? [];
  if (/%(?![\da-f]{2})/i.test(asked)) return badRequest();
  // One spelling of each name, in which a slash of its own stays escaped.
  const path = asked
    .split('/')
    .map((segment) => encodeURIComponent(unescape(segment)))
    .join('/');
  const clean = posix.normalize(`/${path}`);
  if (clean !== path) return moved(clean + query);
  const isMetrics = metrics !== undefined && path === '/metrics';
  const found = ROUTES.find((candidate) => candidate.path.test(path));
  if (!found && !isMetrics) return plain(404, '404 page not found');
  const handler = isMetrics ? metrics : found && handlerOf(found, request.method);
  if (!handler) return { status: 405, headers: {}, body: '' };
  if (isBrowser(request.headers)) return plain(403, 'User agent not allowed');
  try {
    const [, first = '', second = ''] = found?.path.exec(path) ?? [];
    const names = [decodeURIComponent(first), decodeURIComponent(second)] as const;
    return await handler({ proxies, names, body: request.body });
  } catch (error) {
    return refusal(error);
  }
}

function handlerOf({ methods }: Route, method: string): Handler | undefined {
  return Object.hasOwn(methods, method) ? methods[method] : undefined;
}

function version(): HttpResponse {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json;charset=utf-8' },
    body: `{"version": "${API_VERSION}"}\n`,
  };
}

/** So that no web page can steer the proxy behind its user's back. */
function isBrowser(headers: Readonly<Record<string, string>>): boolean {
  return Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'user-agent' && value.startsWith('Mozilla/'),
  );
}
