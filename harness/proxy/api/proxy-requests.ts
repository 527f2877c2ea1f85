import type { HttpResponse } from '../../model/protocol.ts';
import type { FaultProxy } from '../fault-proxy.ts';
import type { NewProxy, Proxies } from '../proxies.ts';
import { json, noContent, refusalBody } from './answers.ts';
import { badBody, missingField } from './api-error.ts';
import { Fields, kindOf, parseJson } from './body.ts';
import { readToxic, toxicView, type NewToxic } from './toxic-requests.ts';

const GO_PROXY = 'toxiproxy.Proxy';

export function listProxies(proxies: Proxies): HttpResponse {
  return json(200, Object.fromEntries(proxies.all().map((proxy) => [proxy.name, proxyView(proxy)])));
}

export async function createProxy(proxies: Proxies, body: string): Promise<HttpResponse> {
  return json(201, proxyView(await proxies.add(readProxy(parseJson(body), ''))));
}

export function showProxy(proxies: Proxies, name: string): HttpResponse {
  return json(200, proxyView(proxies.get(name)));
}

export async function updateProxy(proxies: Proxies, name: string, body: string): Promise<HttpResponse> {
  const proxy = proxies.get(name);
  const fields = new Fields(parseJson(body), GO_PROXY);
  await proxy.update({
    listen: fields.string('listen', proxy.listen),
    upstream: fields.string('upstream', proxy.upstream),
    enabled: fields.boolean('enabled', proxy.enabled),
  });
  return json(200, proxyView(proxy));
}

export async function deleteProxy(proxies: Proxies, name: string): Promise<HttpResponse> {
  await proxies.remove(name);
  return noContent();
}

/** Makes what it can; what was made is in the answer, and with it what went wrong. */
export async function populate(proxies: Proxies, body: string): Promise<HttpResponse> {
  const made: FaultProxy[] = [];
  const views = () => (made.length > 0 ? made.map(proxyView) : null);
  try {
    for (const { toxics, ...input } of readProxies(parseJson(body))) {
      const proxy = await proxies.addOrReplace(input);
      made.push(proxy);
      if (toxics) await setToxics(proxy, toxics);
    }
    return json(201, { proxies: views() });
  } catch (error) {
    const { message, status } = refusalBody(error);
    return json(status, { error: message, status, proxies: views() });
  }
}

/** Enables all proxies and removes all toxics. */
export async function reset(proxies: Proxies): Promise<HttpResponse> {
  for (const proxy of proxies.all()) {
    await proxy.start();
    await proxy.removeAllToxics();
  }
  return noContent();
}

/** Gives the proxy these toxics and no others. Toxiproxy does not read them here, and its users miss it. */
async function setToxics(proxy: FaultProxy, toxics: readonly NewToxic[]): Promise<void> {
  await proxy.removeAllToxics();
  for (const toxic of toxics) await proxy.addToxic(toxic);
}

type Populated = NewProxy & { readonly toxics: readonly NewToxic[] | undefined };

function readProxies(value: unknown): Populated[] {
  if (value === null) return [];
  if (!Array.isArray(value))
    throw badBody(`json: cannot unmarshal ${kindOf(value)} into Go value of type []${GO_PROXY}`);
  return value.map((input, index) => ({
    ...readProxy(input, ` at proxy ${String(index + 1)}`),
    toxics: readToxics(new Fields(input, GO_PROXY).list('toxics')),
  }));
}

function readToxics(list: readonly unknown[] | undefined): NewToxic[] | undefined {
  const read: NewToxic[] = [];
  for (const toxic of list ?? [])
    read.push(readToxic((taken) => read.some(({ name }) => name === taken), toxic));
  return list && read;
}

function readProxy(value: unknown, where: string): NewProxy {
  const fields = new Fields(value, GO_PROXY);
  const input = {
    name: fields.string('name', ''),
    listen: fields.string('listen', ''),
    upstream: fields.string('upstream', ''),
    enabled: fields.boolean('enabled', true),
  };
  if (input.name === '') throw missingField(`name${where}`);
  if (input.upstream === '') throw missingField(`upstream${where}`);
  return input;
}

function proxyView(proxy: FaultProxy): unknown {
  const { name, listen, upstream, enabled } = proxy;
  return { name, listen, upstream, enabled, toxics: proxy.toxics.map(toxicView) };
}
