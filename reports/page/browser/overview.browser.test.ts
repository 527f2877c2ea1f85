import { afterAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { makeRun } from '../fixtures/made-run.ts';
import { ReportBench } from './report-bench.ts';

jest.setTimeout(60_000);

const SCENARIOS = 300;
const bench = new ReportBench((folder) => makeRun(folder, { scenarios: SCENARIOS, events: 10 }));
afterAll(() => bench[Symbol.asyncDispose]());

const rows = (page: Page) => page.locator('table[aria-label=Scenarios] tbody tr');
const told = (page: Page) => page.getByRole('status').innerText();

test('counts, and what is chosen by them, by words and by lists', async () => {
  await using opened = await bench.open('#/');
  const { page } = opened;
  expect(await told(page)).toBe(`${SCENARIOS} of ${SCENARIOS} scenarios`);

  const failed = page.getByRole('link', { name: /^\d+ failed netns$/ });
  const count = Number(await failed.innerText());
  await failed.click();
  expect(await told(page)).toBe(`${count} of ${SCENARIOS} scenarios`);
  expect(await rows(page).count()).toBe(count);
  expect(page.url()).toContain('outcome=failed');
  for (const text of await rows(page).allInnerTexts()) expect(text).toMatch(/failed[^]*netns/);

  await page.goBack();
  expect(await told(page)).toBe(`${SCENARIOS} of ${SCENARIOS} scenarios`);

  const name = await rows(page).nth(7).getByRole('link').innerText();
  await page.getByRole('searchbox').fill(name);
  expect(await rows(page).getByRole('link').allInnerTexts()).toContain(name);
  expect(await rows(page).count()).toBeLessThan(SCENARIOS);

  await page.getByRole('searchbox').fill('there is no such scenario');
  expect(await told(page)).toBe(`0 of ${SCENARIOS} scenarios`);
  await page.getByText('No scenario matches').getByRole('button', { name: 'Clear filters' }).click();
  expect(await told(page)).toBe(`${SCENARIOS} of ${SCENARIOS} scenarios`);

  await page.getByLabel('Topic').selectOption({ index: 1 });
  expect(Number((await told(page)).split(' ')[0])).toBe(await rows(page).count());
  expect(opened.errors).toEqual([]);
});

test('order, and all rows on demand', async () => {
  await using opened = await bench.open('#/');
  const { page } = opened;
  expect(await rows(page).count()).toBe(200);
  await page.getByRole('button', { name: `Show ${SCENARIOS - 200} more` }).click();
  expect(await rows(page).count()).toBe(SCENARIOS);

  const heading = page.getByRole('columnheader', { name: 'Duration' });
  await heading.getByRole('button').click();
  expect(await heading.getAttribute('aria-sort')).toMatch(/^(as|des)cending$/);
  const first = await rows(page).first().innerText();
  await heading.getByRole('button').click();
  expect(await rows(page).first().innerText()).not.toBe(first);
  expect(opened.errors).toEqual([]);
});
