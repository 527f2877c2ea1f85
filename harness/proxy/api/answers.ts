import type { HttpResponse } from '../../model/protocol.ts';
import { ApiError } from './api-error.ts';

const PLAIN_TEXT = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };

export function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

export function noContent(): HttpResponse {
  return { status: 204, headers: {}, body: '' };
}

/** Go's http.Error, which puts its own content type over that of Toxiproxy's JSON. */
export function plain(status: number, text: string): HttpResponse {
  return { status, headers: PLAIN_TEXT, body: `${text}\n` };
}

/** What Go's HTTP server answers before any handler is asked. */
export function badRequest(): HttpResponse {
  return {
    status: 400,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' },
    body: '400 Bad Request',
  };
}

export function moved(location: string): HttpResponse {
  return { status: 301, headers: { Location: location }, body: '' };
}

export function refusal(error: unknown): HttpResponse {
  const { message, status } = refusalBody(error);
  return plain(status, JSON.stringify({ error: message, status }));
}

/** What was not foreseen is a 500 with its message, as in Toxiproxy: a port in use is one of these. */
export function refusalBody(error: unknown): { message: string; status: number } {
  return { message: (error as Error).message, status: error instanceof ApiError ? error.status : 500 };
}
