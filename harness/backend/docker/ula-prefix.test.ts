import { expect, test } from '@jest/globals';
import { randomUlaPrefix } from './ula-prefix.ts';

test('addresses in it are written as kernels write them', () => {
  for (let draw = 0; draw < 1_000; draw++) {
    const address = `${randomUlaPrefix()}::2`;
    expect(address).toMatch(/^fd[0-9a-f]{2}:/);
    expect(`[${address}]`).toBe(new URL(`http://[${address}]`).hostname);
  }
});
