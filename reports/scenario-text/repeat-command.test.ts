import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { repeatCommand, shellQuoted } from './repeat-command.ts';

const scenario = { name: 'linger 0: close (RST)', file: 'scenarios/headline/linger.test.ts' };

test('names the seed, the backend by leaving out the other, the scenario and its file', () => {
  const command = repeatCommand({ scenario, backend: 'netns', seed: 17 });
  expect(command).toBe(
    String.raw`HALFCLOSE_SEED=17 npx jest --ignoreProjects docker -t 'linger 0: close \(RST\)$' scenarios/headline/linger.test.ts`,
  );
  expect(repeatCommand({ scenario, backend: 'docker', seed: 17 })).toContain('--ignoreProjects netns');
});

test('what a shell makes of it is a pattern for the name with its tags, and for no other', () => {
  const name = `it's "x" $HOME \`id\` a+b [1] \\ !`;
  const command = repeatCommand({
    scenario: { ...scenario, name, tags: ['slow'] },
    backend: 'netns',
    seed: 1,
  });
  const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command.replace('HALFCLOSE_SEED=1 ', '')}`], {
    encoding: 'utf8',
  }).split('\n');
  const pattern = new RegExp(words[words.indexOf('-t') + 1] ?? '');
  expect(`${name} [slow]`).toMatch(pattern);
  expect(`${name} [slow] twice`).not.toMatch(pattern);
  expect(name.replace('a+b', 'aab')).not.toMatch(pattern);
});

test('only what a shell would read otherwise is quoted', () => {
  expect(shellQuoted('a/b-c.ts')).toBe('a/b-c.ts');
  expect(shellQuoted('')).toBe(`''`);
  expect(shellQuoted(`it's`)).toBe(String.raw`'it'\''s'`);
});
