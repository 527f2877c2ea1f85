import type { Readable } from 'node:stream';

/**
 * Hands on each line of a stream, and tells when no more can come. node's own readline loads a terminal's history and
 * keyboard with it, a tenth of what a host takes to start.
 */
export function readLines(input: Readable, onLine: (line: string) => void, onEnd?: () => void): void {
  // In pieces until its end has come: a line of megabytes, put together and searched anew at every piece, takes seconds.
  let begun: string[] = [];
  input.setEncoding('utf8').on('data', (text: string) => {
    const [rest = '', ...next] = text.split('\n');
    begun.push(rest);
    for (const beginning of next) {
      onLine(begun.join(''));
      begun = [beginning];
    }
  });
  input.once('close', () => {
    const last = begun.join('');
    if (last !== '') onLine(last);
    onEnd?.();
  });
}
