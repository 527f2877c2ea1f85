import { expect, jest, test } from '@jest/globals';
import { measure } from './measure.ts';
import { BenchPages } from './pages.ts';

jest.setTimeout(60_000);

test.each(['report', 'plain'] as const)('every figure of the %s page is there', async (name) => {
  using pages = new BenchPages({ scenarios: 5, events: 20 });
  const values = await measure(pages[name], 3);
  expect(Object.keys(values)).toEqual(['ready', 'opening', 'frameOfList', 'frameOfScenario']);
  for (const value of Object.values(values)) expect(value).toBeGreaterThan(0);
  expect(pages.bytesOf(pages[name])).toBeGreaterThan(1_000);
});
