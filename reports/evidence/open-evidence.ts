import { EVIDENCE_SCHEMA, type Evidence } from '../../harness/model/evidence.ts';
import { OLDEST_SCHEMA, upgraded, type OldEvidence } from './upgrade.ts';

/** Evidence that cannot be read; its message says why. */
export class UnreadableEvidence extends Error {
  override readonly name = 'UnreadableEvidence';
}

/** The text of an `evidence.json` of any schema since the oldest that is kept open, as today's. Raises UnreadableEvidence. */
export function openEvidence(text: string): Evidence {
  const found = parsed(text);
  const { schema } = found;
  if (schema > EVIDENCE_SCHEMA)
    throw unreadable(`has schema ${schema}, newer than ${EVIDENCE_SCHEMA}: it needs a newer halfclose`);
  if (schema < OLDEST_SCHEMA)
    throw unreadable(`has schema ${schema}, older than ${OLDEST_SCHEMA}, the oldest that can be opened`);
  const evidence = upgraded(found);
  const lacking = NEEDED.filter((part) => !(part in evidence));
  if (lacking.length > 0) throw unreadable(`lacks ${lacking.join(', ')}`);
  return evidence;
}

/** What every reader of evidence takes for granted. */
const NEEDED = ['scenario', 'startedAt', 'hosts', 'sockets', 'expectations', 'claims', 'timeline', 'trace'];

function parsed(text: string): OldEvidence {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(`is no JSON: ${(error as Error).message}`);
  }
  if (isEvidence(value)) return value;
  throw unreadable('is no evidence: it names no schema');
}

function isEvidence(value: unknown): value is OldEvidence {
  return typeof value === 'object' && value !== null && 'schema' in value && Number.isInteger(value.schema);
}

function unreadable(why: string): UnreadableEvidence {
  return new UnreadableEvidence(why);
}
