import { expect, jest } from '@jest/globals';
import { ChildRun } from './fixtures/child-run.ts';
import { testWithoutTracefs, WITHOUT_TRACEFS } from './fixtures/test-where.ts';

jest.setTimeout(120_000);

testWithoutTracefs()(
  'where tracefs is not mounted the kernel of the containers is traced all the same',
  async () => {
    await using run = ChildRun.ofFixtures('docker', ['passes'], { through: WITHOUT_TRACEFS });
    expect(await run.exitCode).toBe(0);
    expect(run.evidence).toMatchObject([{ verdict: 'held', trace: { state: 'on' } }]);
  },
);
