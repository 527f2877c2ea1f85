import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { GLOBAL_SYSCTLS, whyNotOfAHost } from './sysctls.ts';

const pathOf = (name: string) => `/proc/sys/${name.replaceAll('.', '/')}`;

/** Those of these parameters that a new network namespace has. */
function inNewNamespace(names: readonly string[]): string[] {
  const script = 'for path; do [ -e "$path" ] && echo "$path"; done; true';
  const paths = names.map(pathOf);
  // Only who is not root needs a user namespace to make another, and a changed root forbids those (user_namespaces(7)).
  const how = process.getuid?.() === 0 ? '-n' : '-rn';
  const found = execFileSync('unshare', [how, 'sh', '-c', script, 'sh', ...paths], { encoding: 'utf8' });
  return names.filter((name) => found.split('\n').includes(pathOf(name)));
}

test('what is called global is so: a namespace does not have it', () => {
  expect(GLOBAL_SYSCTLS.map(whyNotOfAHost)).not.toContain(undefined);
  expect(inNewNamespace(GLOBAL_SYSCTLS)).toEqual([]);
  expect(GLOBAL_SYSCTLS.filter((name) => existsSync(pathOf(name)))).not.toEqual([]);
});

test('a parameter that namespaces do have would be found', () => {
  const own = 'net.ipv4.tcp_fin_timeout';
  expect(inNewNamespace([...GLOBAL_SYSCTLS, own])).toEqual([own]);
  expect(whyNotOfAHost(own)).toBeUndefined();
});
