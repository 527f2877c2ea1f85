import { EVIDENCE_SCHEMA, type Evidence } from '../../harness/model/evidence.ts';

/** The first schema that was told to last. */
export const OLDEST_SCHEMA = 3;

/** Evidence of some schema: what is known of it before it is today's. */
export interface OldEvidence {
  readonly schema: number;
  readonly [part: string]: unknown;
}

type Step = (older: OldEvidence) => Omit<OldEvidence, 'schema'>;

/** What each schema has to be given to be the next one. Each of these has a file in fixtures/ that is opened in the tests. */
const STEPS: Readonly<Record<number, Step>> = {
  // 4 tells of claims, of a captured segment how long its header is and which options it has, and since when a host counted.
  3: (older) => ({
    ...older,
    claims: [],
    hosts: listOf(older['hosts']).map((host) => ({ countingBegan: 0, ...host })),
    timeline: listOf(older['timeline']).map(withHeader),
  }),
  // 5 may tell where in its file a scenario stands and failed, and has the text of the file.
  4: (older) => ({
    programs: [],
    ...older,
    timeline: listOf(older['timeline']).map(withoutInode),
  }),
};

/** Evidence of a schema that there is a step for, as today's. */
export function upgraded(evidence: OldEvidence): Evidence {
  let newest = evidence;
  for (let { schema } = evidence; schema < EVIDENCE_SCHEMA; schema++) {
    newest = { ...STEPS[schema]?.(newest), schema: schema + 1 };
  }
  return newest as unknown as Evidence;
}

type Part = Readonly<Record<string, unknown>>;

function listOf(value: unknown): Part[] {
  return Array.isArray(value) ? (value as Part[]) : [];
}

/** The header without options: RFC 9293 section 3.1. What options there were was not kept. */
function withHeader(observation: Part): Part {
  return observation['probe'] === 'capture' ? { headerLength: 20, options: [], ...observation } : observation;
}

/** It stood beside the row that has it too. */
function withoutInode(observation: Part): Part {
  if (observation['probe'] !== 'ss') return observation;
  const { inode: _inode, ...rest } = observation;
  return rest;
}
