import { expect, test } from '@jest/globals';
import { builtFile } from '../backend/package-files.ts';
import { soak } from './soak.ts';

test('60 connections under random toxics: nothing lost, nothing left, whatever is cut', async () => {
  const options = { program: builtFile('cli.js'), seconds: 2, connections: 60, seed: 7 };
  const result = await soak(options);
  // How long answers took is for `halfclose soak proxy` to judge: here other tests run beside it.
  expect(result).toMatchObject({ connections: 60, lost: [], hung: [], leaked: 0, exitCode: 0 });
  // How many of each is a matter of time: that there are some of each shows that all were tried.
  expect(result.whole).toBeGreaterThan(0);
  expect(result.changed).toBeGreaterThan(0);
  expect(result.cut).toBeGreaterThan(0);
  expect(result.calls).toBeGreaterThan(20);
}, 60_000);
