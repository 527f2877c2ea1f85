import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The built program of a host, as the function that `start.ts` has V8 compile; code compiled for it fits no other text. */
export function programText(folder: string): string {
  return `(function (require, __filename) {${readFileSync(path.join(folder, 'agent.js'), 'utf8')}\n})`;
}
