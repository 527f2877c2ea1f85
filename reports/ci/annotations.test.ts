import { expect, test } from '@jest/globals';
import type { Evidence } from '../../harness/model/evidence.ts';
import { evidenceOf } from '../fidelity/test-evidence.ts';
import { annotationsOf } from './annotations.ts';

const FAILED = { status: 'failed', verdict: 'failed', error: 'it broke' } as const;
const ran = (name: string, more: Partial<Evidence> = {}) => evidenceOf(name, [], more);
const declared = (name: string) => ({ scenario: { name, file: 'scenarios/x.test.ts', line: 4 } });

test('an error stands where the scenario failed', () => {
  const run = [ran('a'), ran('b', { ...FAILED, ...declared('b'), failedAt: { line: 9, column: 5 } })];
  expect(annotationsOf(run, '')).toEqual([
    '::error file=scenarios/x.test.ts,line=9,col=5,title=failed on netns%3A b::it broke',
  ]);
});

test('else where it is declared, else at its file', () => {
  expect(annotationsOf([ran('b', { ...FAILED, ...declared('b') })], '')[0]).toMatch(
    /^::error file=scenarios\/x\.test\.ts,line=4,title=/,
  );
  expect(annotationsOf([ran('b', FAILED)], '')[0]).toMatch(/^::error file=scenarios\/\S+\.test\.ts,title=/);
});

test('files are named from the repository on', () => {
  expect(annotationsOf([ran('b', FAILED)], 'packages/net')[0]).toContain(
    'file=packages/net/scenarios/fidelity/x.test.ts,',
  );
});

test('nothing in a name or an error ends the command or starts another', () => {
  const error = '100 %, line\r\n::warning::two\n::set-output name=x::y';
  expect(annotationsOf([ran('a: b, 50 %\n::error::c', { ...FAILED, error })], '')).toEqual([
    '::error file=scenarios/fidelity/x.test.ts,title=failed on netns%3A a%3A b%2C 50 %25%0A%3A%3Aerror%3A%3Ac::' +
      '100 %25, line%0D%0A::warning::two%0A::set-output name=x::y',
  ]);
});

test('what is flaky is a warning that says how often, and the worst come first', () => {
  const run = [
    ran('ended', { status: 'running', verdict: undefined }),
    ran('shaky'),
    ran('shaky', FAILED),
    ran('open', { ...FAILED, verdict: 'unproven' }),
    ran('broken', FAILED),
  ];
  expect(annotationsOf(run, '').map((line) => line.replace(/file=\S+,title/, 'title'))).toEqual([
    '::warning title=flaky on netns%3A shaky::1 of 2 times: it broke',
    '::error title=failed on netns%3A broken::it broke',
    '::error title=unproven on netns%3A open::it broke',
    '::error title=interrupted on netns%3A ended::the harness was ended before the scenario was',
  ]);
});
