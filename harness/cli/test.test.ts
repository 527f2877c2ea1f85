import { expect, jest, test } from '@jest/globals';
import { ChildRun } from '../scenario/fixtures/child-run.ts';

jest.setTimeout(120_000);

const NO_ENGINE = 'tcp://127.0.0.1:1';
/** One file of unit tests: what matters is what is said around it. */
const SOMETHING_SHORT = ['test', '--', 'harness/model/tcp-state.test.ts'];

test('without an engine it runs the rest, and says in its last lines what it did not run, and why', async () => {
  await using run = ChildRun.ofCommand(SOMETHING_SHORT, { env: { DOCKER_HOST: NO_ENGINE } });
  const exitCode = await run.exitCode;
  expect({ exitCode, said: run.output }).toMatchObject({ exitCode: 0 });
  const [, last = ''] = run.output.split(/^Ran all test suites.*$/m);
  expect(last).toMatch(
    /^\n(evidence in .*\n)?docker suite not run: .*\(tcp:\/\/127\.0\.0\.1:1\)\n {2}run \.\/setup --docker to install and start an engine\n/,
  );
});

test('where an engine is required, its lack is an error before anything is run', async () => {
  const env = { DOCKER_HOST: NO_ENGINE, HALFCLOSE_REQUIRE: 'netns,docker' };
  await using run = ChildRun.ofCommand(SOMETHING_SHORT, { env });
  expect(await run.exitCode).toBe(2);
  expect(run.output).toMatch(
    /^halfclose: HALFCLOSE_REQUIRE demands docker; docker suite not run: .*\n {2}run \.\/setup --docker .*\[NO_ENGINE\]\n$/,
  );
});
