import http from 'node:http';
import { text } from 'node:stream/consumers';
import type { HttpRequest, HttpResponse } from '../model/protocol.ts';

export const LOOPBACK = '127.0.0.1';

/** Headers of the connection on which a request or an answer came, not of what it says (RFC 9110, section 7.6.1). */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host'];
/** The length is counted anew, and the body is passed on as text. */
const OF_THE_CODING = ['content-length', 'accept-encoding'];

/** Passes a request on to a port of this host's loopback, on a connection of its own. Rejects where nothing answers. */
export function askOverLoopback(port: number, asked: HttpRequest): Promise<HttpResponse> {
  const { method, path, body } = asked;
  return new Promise((resolve, reject) => {
    const headers = passedOn(asked.headers);
    const request = http.request({ host: LOOPBACK, port, method, path, headers, agent: false });
    request.once('error', reject);
    request.once('response', (response) => {
      const answer = (said: string) => ({
        status: response.statusCode ?? 0,
        headers: passedOn(response.headers),
        body: said,
      });
      text(response).then((said) => resolve(answer(said)), reject);
    });
    request.end(body);
  });
}

function passedOn(headers: http.IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => ![...OF_THE_CONNECTION, ...OF_THE_CODING].includes(name.toLowerCase()),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
