import type { Evidence } from '../../harness/model/evidence.ts';
import { plainText } from './plain-text.ts';

/** Why a scenario did not pass, without colours. */
export function failureText({ error, teardownErrors, status }: Evidence): string {
  const why = error ?? teardownErrors.join('\n');
  if (why !== '') return plainText(why);
  return status === 'running' ? 'the harness was ended before the scenario was' : 'it failed without a word';
}
