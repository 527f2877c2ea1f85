import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { MATCHERS } from './matchers.ts';

const FOLDER = path.join(__dirname, '..', '..', 'scenarios', 'matchers');

/** The text of each scenario with a planted expectation. */
const planted = globSync('*.test.ts', { cwd: FOLDER }).flatMap((file) =>
  readFileSync(path.join(FOLDER, file), 'utf8')
    .split(/^scenario\(/m)
    .slice(1),
);

/** Whether a planted failure of this call is held to its message. */
const isPlanted = (call: string) =>
  planted.some(
    (text) => text.includes(`.${call}(`) && text.includes('failureOf(') && text.includes('toMatchSnapshot('),
  );

// What cannot fail proves nothing. Scenarios need a kernel; that there is one for each matcher needs only their text.
test('for every matcher a wrong expectation is planted, and one for its negation', () => {
  const calls = MATCHERS.flatMap((name) => [name, `not.${name}`]);
  expect(calls.filter((call) => !isPlanted(call))).toEqual([]);
});
