import { beforeAll, expect, jest, test } from '@jest/globals';
import type { Evidence } from '../model/evidence.ts';
import { pinned } from '../model/claims/pinned.ts';
import { ChildRun } from './fixtures/child-run.ts';

jest.setTimeout(120_000);

let evidence: readonly Evidence[];
let output: string;

beforeAll(async () => {
  await using run = ChildRun.ofFixtures('netns', ['planted-claims']);
  expect(await run.exitCode).toBe(1);
  ({ evidence, output } = run);
});

function of(id: string) {
  const scenario = evidence.find(({ claims }) => claims.some((each) => each.id === id));
  const claim = scenario?.claims.find((each) => each.id === id);
  return { status: scenario?.status, verdict: claim?.verdict, error: scenario?.error, claim };
}

test('a planted false claim is found false, and what is true instead is shown', () => {
  expect(of('wrong')).toMatchObject({ status: 'passed', verdict: 'false here' });
  expect(of('wrong').claim?.findings).toMatchObject([
    {
      ...{ side: 'claimed', text: 'the client waits in TIME_WAIT', answer: 'not held' },
      received: 'expect(client).toReachState(TIME_WAIT): failed, gone',
    },
    {
      ...{ side: 'instead', text: 'RST, and no trace of either end', answer: 'held' },
      received: expect.stringContaining('expect(server).toHaveFailedWith(ECONNRESET): held'),
    },
  ]);
});

test('a planted true claim holds; half a truth holds with limits', () => {
  expect(of('right')).toMatchObject({ status: 'passed', verdict: 'holds' });
  expect(of('half')).toMatchObject({ status: 'passed', verdict: 'holds with limits' });
  expect(of('half').claim?.findings.at(-1)?.received).toMatch(/Expected value: "TIME_WAIT"/);
});

test('what was so once is obsolete', () => {
  expect(of('outdated')).toMatchObject({ status: 'passed', verdict: 'obsolete' });
});

test('what it asked to find something out fails nothing and is no verdict of the scenario', () => {
  const scenario = evidence.find(({ claims }) => claims.some(({ id }) => id === 'wrong'));
  expect(scenario?.verdict).toBe('held');
  expect(scenario?.expectations.map(({ verdict }) => verdict)).toEqual(['held', 'held', 'held']);
});

test('a claim of which nothing was asked is unproven, and fails', () => {
  expect(of('silent')).toMatchObject({ status: 'failed', verdict: 'unproven' });
  expect(of('silent').error).toBe('silent: nothing was asked of the evidence');
});

test('a false claim without what is true instead fails', () => {
  expect(of('bare')).toMatchObject({ status: 'failed', verdict: 'false here' });
  expect(of('bare').error).toMatch(
    /^bare: false here, but it is not shown what is true instead\n.*bare\.instead/,
  );
});

test('a truth that is not shown fails', () => {
  expect(of('unshown')).toMatchObject({ status: 'failed', verdict: 'false here' });
  expect(of('unshown').error).toBe(
    'unshown: what is true instead is unproven: the client waits in CLOSING: not held\n' +
      '  expect(client).toReachState(CLOSING): failed, gone',
  );
});

test('what goes wrong while something is found out is no finding', () => {
  expect(of('broken')).toMatchObject({ status: 'failed', verdict: 'unproven' });
  expect(of('broken').claim?.findings).toEqual([]);
});

test('another verdict than the pinned one fails on the same kernel', () => {
  expect(of('T11')).toMatchObject({ status: 'failed', verdict: 'holds' });
  expect(of('T11').error).toContain(`; on ${pinned.kernel} it was: false here`);
  expect(output).toContain('npx halfclose claims --write pins what was found');
});
