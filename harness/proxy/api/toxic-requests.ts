import type { HttpResponse } from '../../model/protocol.ts';
import type { FaultProxy } from '../fault-proxy.ts';
import type { Proxies } from '../proxies.ts';
import type { ToxicSetting } from '../toxic-setting.ts';
import { toxicType } from '../toxics/registry.ts';
import type { ToxicType } from '../toxics/toxic.ts';
import { json, noContent } from './answers.ts';
import { alreadyExists, ApiError, badBody, notFound } from './api-error.ts';
import { Fields, parseJson } from './body.ts';
import { readSelection } from './selection-body.ts';

export type NewToxic = Omit<ToxicSetting, 'order' | 'shared'>;

const GO_TOXIC = 'toxics.ToxicWrapper';

export function listToxics(proxies: Proxies, proxyName: string): HttpResponse {
  return json(200, proxies.get(proxyName).toxics.map(toxicView));
}

export async function createToxic(proxies: Proxies, proxyName: string, body: string): Promise<HttpResponse> {
  const proxy = proxies.get(proxyName);
  return json(
    200,
    toxicView(await proxy.addToxic(readToxic((taken) => proxy.toxic(taken) !== undefined, parseJson(body)))),
  );
}

export function showToxic(proxies: Proxies, proxyName: string, name: string): HttpResponse {
  return json(200, toxicView(find(proxies.get(proxyName), name)));
}

/** Attributes that are not given stay as they are, and so do name, type and stream. */
export async function updateToxic(
  proxies: Proxies,
  proxyName: string,
  name: string,
  body: string,
): Promise<HttpResponse> {
  const proxy = proxies.get(proxyName);
  const toxic = find(proxy, name);
  const fields = new Fields(parseJson(body), GO_TOXIC);
  const attributes = readAttributes(toxic.definition, fields, toxic.attributes);
  const toxicity = fields.number('toxicity', toxic.toxicity);
  const select = readSelection(fields, toxic.definition, toxic.select);
  await proxy.updateToxic(toxic, { attributes, toxicity, select });
  return json(200, toxicView(toxic));
}

export async function deleteToxic(proxies: Proxies, proxyName: string, name: string): Promise<HttpResponse> {
  const proxy = proxies.get(proxyName);
  await proxy.removeToxic(find(proxy, name));
  return noContent();
}

/** As Toxiproxy shows it; `select`, which Toxiproxy does not have, only where there is one. */
export function toxicView({ attributes, name, type, stream, toxicity, select }: ToxicSetting): unknown {
  return { attributes, name, type, stream, toxicity, ...(select ? { select } : {}) };
}

function find(proxy: FaultProxy, name: string): ToxicSetting {
  const toxic = proxy.toxic(name);
  if (!toxic) throw notFound('toxic');
  return toxic;
}

/**
 * Checked in Toxiproxy's order, so that a request with two faults gets the same answer.
 * @param isTaken whether there is a toxic of that name already.
 */
export function readToxic(isTaken: (name: string) => boolean, value: unknown): NewToxic {
  const fields = new Fields(value, GO_TOXIC);
  const type = fields.string('type', '');
  const stream = fields.string('stream', 'downstream');
  const toxicity = fields.number('toxicity', 1);
  const givenName = fields.string('name', '');
  const direction = stream.toLowerCase();
  if (direction !== 'upstream' && direction !== 'downstream') {
    throw new ApiError(400, 'stream was invalid, can be either upstream or downstream');
  }
  const definition = toxicType(type);
  if (!definition) throw new ApiError(400, 'invalid toxic type');
  const name = givenName === '' ? `${type}_${stream}` : givenName;
  if (isTaken(name)) throw alreadyExists('toxic');
  return {
    name,
    type,
    definition,
    stream,
    direction,
    toxicity,
    attributes: readAttributes(definition, fields, {}),
    select: readSelection(fields, definition, undefined),
  };
}

function readAttributes(
  definition: ToxicType,
  fields: Fields,
  current: Readonly<Record<string, number>>,
): Record<string, number> {
  const given = fields.object('attributes', definition.goName);
  const values = Object.fromEntries(
    Object.entries(definition.attributes).map(([name, { least }]) => {
      const value = given.wholeNumber(name, current[name] ?? 0);
      if (value < least)
        throw badBody(`attribute ${name} must be at least ${String(least)}, got ${String(value)}`);
      return [name, value];
    }),
  );
  const complaint = definition.check?.(values);
  if (complaint !== undefined) throw badBody(complaint);
  return values;
}
