import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import Ajv from 'ajv';
import { packageRoot } from '../backend/package-files.ts';
import { ChildRun } from './fixtures/child-run.ts';

jest.setTimeout(60_000);

const schema = path.join(packageRoot(), 'docs', 'evidence.schema.json');
const fits = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);

test('evidence fits its schema, of what passes and of what fails; a matcher is found in the text', async () => {
  await using run = ChildRun.ofFixtures('netns', ['shown', 'faulty']);
  expect(await run.exitCode).toBe(1);
  const { evidence } = run;
  expect(new Set(evidence.map(({ scenario }) => path.basename(scenario.file)))).toEqual(
    new Set(['shown', 'faulty'].map((name) => `${name}.fixture.ts`)),
  );
  for (const each of evidence)
    expect([each.scenario.name, fits(each) ? [] : fits.errors]).toEqual([each.scenario.name, []]);

  const failed = evidence.filter(
    ({ scenario, status }) => status === 'failed' && /shown/.test(scenario.file),
  );
  const places = failed.map(
    ({ scenario, failedAt }) => scenario.source?.split('\n')[(failedAt?.line ?? 0) - 1],
  );
  expect(places).toEqual(["  await expect(client).toReachState('CLOSE_WAIT', { withinMs: 300 });"]);
});
