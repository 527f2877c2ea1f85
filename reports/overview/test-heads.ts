import type { ScenarioHead } from '../page/data/page-index.ts';

/** A scenario's row for tests: it passed on netns, but for what is said otherwise. */
export function head(differences: Partial<ScenarioHead> = {}): ScenarioHead {
  return {
    ...{ folder: 'netns/close/a', name: 'a', file: 'scenarios/closing/close.test.ts', topic: 'closing' },
    ...{
      backend: 'netns',
      tags: [],
      outcome: 'passed',
      startedAt: '2026-11-22T00:00:00.000Z',
      durationMs: 100,
    },
    ...{ error: undefined, flaky: false, pack: 0, place: 0 },
    ...differences,
  };
}
