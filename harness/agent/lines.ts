import type { Readable } from 'node:stream';

/**
 * Hands on each line of a stream, and tells when no more can come. node's own readline loads a terminal's history and
 * keyboard with it, a tenth of what a host takes to start.
 */
export function readLines(input: Readable, onLine: (line: string) => void, onEnd?: () => void): void {
  let begun = '';
  input.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  input.once('close', () => {
    if (begun !== '') onLine(begun);
    onEnd?.();
  });
}
