import { Toxiproxy } from 'toxiproxy-node-client';
import { HalfcloseError, type ErrorCode } from '../model/errors.ts';

/** What the API, or the way to it, says where it does not do what it was asked. */
export interface Refusal {
  readonly error: string;
  /** Of the harness's own errors only. */
  readonly code?: ErrorCode;
}

/**
 * A client of the API at `url`. Where it refuses, that is a HalfcloseError which tells why, in the API's own words, and
 * names the proxy; the package's own client tells the number of the HTTP status only.
 */
export function proxyClient(url: string, proxy: string): Toxiproxy {
  const client = new Toxiproxy(url);
  // The type has private parts, which nobody but the package's own class calls.
  client.api = new ProxyApi(proxy) as unknown as Toxiproxy['api'];
  return client;
}

class ProxyApi {
  readonly #proxy: string;

  constructor(proxy: string) {
    this.#proxy = proxy;
  }

  async get(url: string): Promise<{ data: unknown }> {
    return { data: JSON.parse(await this.#ask('GET', url)) };
  }

  async post(url: string, body?: unknown): Promise<{ data: unknown }> {
    const said = await this.#ask('POST', url, JSON.stringify(body));
    return { data: said === '' ? undefined : JSON.parse(said) };
  }

  async delete(url: string): Promise<void> {
    await this.#ask('DELETE', url);
  }

  getText(url: string): Promise<string> {
    return this.#ask('GET', url);
  }

  async #ask(method: string, url: string, body?: string): Promise<string> {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const said = await response.text();
    if (response.ok) return said;
    throw refused(`${this.#proxy}: ${method} ${new URL(url).pathname}`, said);
  }
}

function refused(what: string, said: string): HalfcloseError {
  const { error, code } = readRefusal(said);
  if (/address already in use/i.test(error)) {
    return new HalfcloseError('ADDRESS_IN_USE', `${what}: ${error}`, {
      hint: 'choose another port, or put the proxy on a host of its own',
    });
  }
  return new HalfcloseError(code ?? 'INVALID_OPTION', `${what}: ${error}`, {
    ...(code === undefined ? { hint: 'docs/toxics.md tells what each toxic takes' } : {}),
  });
}

/** Toxiproxy answers in JSON, but for a path that it does not know. */
function readRefusal(said: string): Refusal {
  try {
    return JSON.parse(said) as Refusal;
  } catch {
    return { error: said.trim() };
  }
}
