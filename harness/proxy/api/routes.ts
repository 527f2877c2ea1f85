import type { HttpRequest, HttpResponse } from '../../model/protocol.ts';
import type { Proxies } from '../proxies.ts';
import { plain, refusal } from './answers.ts';
import * as proxy from './proxy-requests.ts';
import * as toxic from './toxic-requests.ts';

/** The version of Toxiproxy whose API this is: clients ask for it to know what they may use. */
const API_VERSION = '2.12.0';

interface Call {
  readonly proxies: Proxies;
  /** The name of the proxy, and of the toxic, where the path has them. */
  readonly names: readonly [string, string];
  readonly body: string;
}

type Handler = (call: Call) => HttpResponse | Promise<HttpResponse>;

const updateProxy: Handler = ({ proxies, names, body }) => proxy.updateProxy(proxies, names[0], body);
const updateToxic: Handler = ({ proxies, names, body }) => toxic.updateToxic(proxies, ...names, body);

const ROUTES: readonly { readonly path: RegExp; readonly methods: Readonly<Record<string, Handler>> }[] = [
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

/** Answers a request. Never rejects. */
export async function route(proxies: Proxies, request: HttpRequest): Promise<HttpResponse> {
  const path = request.path.replace(/[?#].*$/, '');
  const found = ROUTES.find((candidate) => candidate.path.test(path));
  if (!found) return plain(404, '404 page not found');
  const handler = Object.hasOwn(found.methods, request.method) ? found.methods[request.method] : undefined;
  if (!handler) return { status: 405, headers: {}, body: '' };
  if (isBrowser(request.headers)) return plain(403, 'User agent not allowed');
  try {
    const [, first = '', second = ''] = found.path.exec(path) ?? [];
    return await handler({ proxies, names: [decode(first), decode(second)], body: request.body });
  } catch (error) {
    return refusal(error);
  }
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

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
