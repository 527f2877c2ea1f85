import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../../harness/model/evidence.ts';
import { evidenceOf } from '../../fidelity/test-evidence.ts';
import { indexOf, type FiledEvidence } from './index-of.ts';

function filed(
  name: string,
  more: Partial<Evidence> = {},
  file = 'scenarios/closing/x.test.ts',
): FiledEvidence {
  const evidence = { ...evidenceOf(name, [], more), scenario: { name, file } };
  return { file: `netns/x/${name}/evidence.json`, evidence, pack: 0, place: 0 };
}

const index = (...files: FiledEvidence[]) =>
  indexOf({ name: 'a run', note: undefined, filed: files, unreadable: [] });

const at = (seconds: number) => new Date(seconds * 1_000).toISOString();
const FAILED = { status: 'failed', verdict: 'failed' } as const;

describe('the index of a run', () => {
  test('has its scenarios in the order in which they started, each with where its evidence is', () => {
    const late = { ...filed('late', { startedAt: at(2) }), pack: 0, place: 1 };
    const early = {
      ...filed('early', { startedAt: at(1), ...FAILED, error: 'first line\nsecond' }),
      pack: 3,
      place: 7,
    };
    expect(index(late, early).scenarios).toMatchObject([
      {
        ...{
          name: 'early',
          folder: 'netns/x/early',
          outcome: 'failed',
          error: 'first line',
          pack: 3,
          place: 7,
        },
      },
      { name: 'late', folder: 'netns/x/late', outcome: 'passed', error: undefined, pack: 0, place: 1 },
    ]);
  });

  test('takes from the first start to the last end, whichever scenario that is', () => {
    const { run } = index(
      filed('long', { startedAt: at(1), durationMs: 10_000 }),
      filed('short', { startedAt: at(2), durationMs: 1 }),
    );
    expect(run).toMatchObject({ name: 'a run', startedAt: at(1), durationMs: 10_000, command: undefined });
  });

  test('has what repeats the run, where the run noted it', () => {
    const note = { schema: 1, command: 'npx halfclose test', startedAt: at(0) } as const;
    const { run } = indexOf({ name: 'a run', note, filed: [], unreadable: [] });
    expect(run).toMatchObject({ command: 'npx halfclose test', startedAt: at(0), durationMs: 0 });
  });

  test('tells of what could not be read', () => {
    const unreadable = [{ file: 'netns/x/evidence.json', why: 'Unexpected end of JSON input' }];
    expect(indexOf({ name: 'a run', note: undefined, filed: [], unreadable })).toMatchObject({
      unreadable,
      scenarios: [],
    });
  });

  test.each([
    ['scenarios/wire/x.test.ts', 'wire'],
    ['scenarios/claims/late/x.test.ts', 'claims/late'],
    ['scenarios/x.test.ts', 'scenarios'],
    ['harness/lab/x.test.ts', 'harness/lab'],
    ['x.test.ts', ''],
  ])('%s is about `%s`', (file, topic) => {
    expect(index(filed('x', {}, file)).scenarios[0]).toMatchObject({ file, topic });
  });

  test('judges edges, and has a ledger, for each backend', () => {
    const { states, claims } = index(filed('x'), filed('y', { backend: 'docker' }));
    expect([Object.keys(states), Object.keys(claims)]).toEqual([
      ['netns', 'docker'],
      ['netns', 'docker'],
    ]);
  });
});

describe('a scenario is flaky', () => {
  const flaky = (...files: FiledEvidence[]) => index(...files).scenarios.map((each) => each.flaky);
  const passed = filed('x');
  const failed = filed('x', FAILED);
  const interrupted = filed('x', { status: 'running', verdict: undefined });

  test('where it had several outcomes, each time it ran', () => {
    expect(flaky(passed, filed('other'), failed, passed)).toEqual([true, false, true, true]);
  });

  test.each([
    ['it came to the same each time', [failed, failed]],
    ['it came to something else on another backend', [passed, filed('x', { ...FAILED, backend: 'docker' })]],
    [
      'one of that name in another file came to something else',
      [passed, filed('x', FAILED, 'scenarios/y.test.ts')],
    ],
    ['it was interrupted', [passed, interrupted]],
  ])('not where %s', (_when, files) => {
    expect(flaky(...files)).toEqual([false, false]);
  });
});
