import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { EVIDENCE_SCHEMA } from '../../harness/model/evidence.ts';
import { renderScenario } from '../terminal.ts';
import { evidenceSchema, SCHEMA_FILE } from './evidence-schema.ts';
import { openEvidence, UnreadableEvidence } from './open-evidence.ts';
import { OLDEST_SCHEMA } from './upgrade.ts';

const schemas = Array.from(
  { length: EVIDENCE_SCHEMA - OLDEST_SCHEMA + 1 },
  (_, index) => OLDEST_SCHEMA + index,
);

/** Evidence of real scenarios, kept as each schema had it. */
function kept(schema: number): string {
  return gunzipSync(readFileSync(path.join(__dirname, 'fixtures', `schema-${schema}.json.gz`))).toString();
}

describe('the schema', () => {
  const schema = evidenceSchema();
  const fits = new Ajv({ allowUnionTypes: true }).compile(schema);

  test('docs/evidence.schema.json is that of the types', () => {
    const text = `${JSON.stringify(schema, undefined, 2)}\n`;
    if (process.env['HALFCLOSE_WRITE_SCHEMA']) writeFileSync(SCHEMA_FILE, text);
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(text);
  });

  test.each(schemas)('evidence of schema %d still opens, and is told like any other', (number) => {
    expect(JSON.parse(kept(number))).toHaveProperty('schema', number);
    const evidence = openEvidence(kept(number));
    expect(fits(evidence) ? [] : fits.errors).toEqual([]);
    expect(renderScenario(evidence)).toContain(evidence.scenario.name);
  });

  test('evidence that lacks something, or has something else, does not fit', () => {
    const evidence = openEvidence(kept(EVIDENCE_SCHEMA));
    expect(fits({ ...evidence, hosts: undefined })).toBe(false);
    expect(fits({ ...evidence, more: 1 })).toBe(false);
    expect(fits({ ...evidence, status: 'maybe' })).toBe(false);
  });
});

describe('what cannot be read says why', () => {
  test.each([
    ['half a file', kept(OLDEST_SCHEMA).slice(0, 5_000), /^is no JSON: /],
    ['something else', '{"tests": 1}', 'is no evidence: it names no schema'],
    ['null', 'null', 'is no evidence: it names no schema'],
    ['an older schema', '{"schema": 2}', 'has schema 2, older than 3, the oldest that can be opened'],
    ['a part of it', '{"schema": 5, "hosts": [], "claims": []}', /^lacks scenario, startedAt, sockets, /],
    ['a newer one', '{"schema": 99}', /^has schema 99, newer than \d+: it needs a newer halfclose$/],
  ])('%s', (_name, text, why) => {
    expect(() => openEvidence(text)).toThrow(UnreadableEvidence);
    expect(() => openEvidence(text)).toThrow(why);
  });
});
