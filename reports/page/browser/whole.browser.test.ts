import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { makeRun } from '../fixtures/made-run.ts';
import { makeShownRun } from '../fixtures/shown-run.ts';
import { violationsOf } from './accessibility.ts';
import { ReportBench } from './report-bench.ts';

jest.setTimeout(120_000);

const bench = new ReportBench((folder) => {
  makeShownRun(folder);
  makeRun(folder, { scenarios: 40, events: 40 });
});
const real = new ReportBench(makeShownRun);
const large = new ReportBench((folder) => makeRun(folder, { scenarios: 200, events: 100 }));
afterAll(() => Promise.all([bench, real, large].map((each) => each[Symbol.asyncDispose]())));

const PAGES = ['#/', '#/scenario/0', '#/scenario/1', '#/scenario/2', '#/states', '#/claims', '#/nowhere'];

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(PAGES)(
    '%s asks nothing of a network, complains of nothing, and everybody can use it',
    async (hash) => {
      await using opened = await bench.open(hash, { colorScheme });
      const { page } = opened;
      if (hash.startsWith('#/scenario')) await page.getByRole('heading', { name: 'Ladder' }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect([opened.errors, opened.requests]).toEqual([[], []]);
    },
  );
});

test('dark is dark, and the reader may choose', async () => {
  const shade =
    'Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number))';
  await using opened = await bench.open('#/', { colorScheme: 'dark' });
  const { page } = opened;
  expect(await page.evaluate<number>(shade)).toBeLessThan(64);
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await page.locator('html[data-theme=light]').waitFor({ state: 'attached' });
  expect(await page.evaluate<number>(shade)).toBeGreaterThan(192);
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  expect(await page.evaluate<number>(shade)).toBeLessThan(64);
});

test('the keyboard alone leads to a scenario, through its lanes and its ladder, and back', async () => {
  await using opened = await bench.open('#/');
  const { page } = opened;
  const focused = (selector: string) => page.locator(`${selector}:focus, ${selector} :focus`).count();
  const tabTo = async (selector: string) => {
    for (let presses = 0; presses < 80 && (await focused(selector)) === 0; presses++)
      await page.keyboard.press('Tab');
    expect([selector, await focused(selector)]).toEqual([selector, 1]);
  };
  await page.keyboard.press('/');
  await page.keyboard.type('lost segment');
  await tabTo('table[aria-label=Scenarios] tbody');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
  expect(await page.locator('h1:focus').innerText()).toContain('a lost segment comes again');

  await tabTo('.lanes-track');
  const first = await page.locator(':focus').getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  expect(await page.locator(':focus').getAttribute('aria-label')).not.toBe(first);
  expect(await page.locator('.ladder-lit').count()).toBe(1);

  await tabTo('.ladder-table tbody');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  expect(await page.locator('.ladder-table tbody tr:focus').innerText()).not.toBe('');
  expect(await page.locator('.lanes-lit').count()).toBeGreaterThan(0);

  await page.goBack();
  await page.getByRole('searchbox').waitFor();
  expect(page.url()).toContain('q=lost');
  expect(opened.errors).toEqual([]);
});

test('an edge of the state machine leads to the scenario that proves it', async () => {
  await using opened = await real.open('#/states');
  const { page } = opened;
  const edge = page
    .locator('.states-diagram')
    .getByRole('link', { name: /^edge 13: ESTABLISHED → CLOSE_WAIT.*proven/ });
  await edge.locator('.states-plate').click();
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
  expect(await page.locator('h1').innerText()).toContain('half-close through a proxy');
  expect(opened.errors).toEqual([]);
});

test('the ledger leads from a claim to the scenario that asked it, and that back to the claim', async () => {
  await using opened = await real.open('#/claims');
  const { page } = opened;
  const claim = page.locator('#claim-T5');
  expect(await claim.innerText()).toMatch(/T5[^]*RST[^]*within limits|T5[^]*false|T5[^]*holds/);
  await claim.getByRole('link', { name: /netns/ }).click();
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
  expect(await page.locator('h1').innerText()).toMatch(/^T5: /);
  await page.getByRole('article').getByRole('link', { name: 'T5' }).click();
  expect(await page.locator('.claims-chosen').getAttribute('id')).toBe('claim-T5');
  expect(opened.errors).toEqual([]);
});

test('a run of 200 scenarios and 20,000 events can be gone through', async () => {
  await using opened = await large.open('#/');
  const { page } = opened;
  expect(await page.locator('table[aria-label=Scenarios] tbody tr').count()).toBe(200);
  for (const number of [0, 57, 199]) {
    await page.evaluate(`location.hash = '#/scenario/${number}'`);
    await page.getByRole('heading', { name: 'Ladder' }).waitFor();
    expect(await page.locator('.ladder-table tbody tr').count()).toBeGreaterThan(10);
  }
  expect([opened.errors, opened.requests]).toEqual([[], []]);
});

test('on paper, everything of a scenario is there', async () => {
  await using opened = await bench.open('#/scenario/1');
  const { page } = opened;
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  const hidden = "(box => box.scrollHeight - box.clientHeight)(document.querySelector('.ladder-box'))";
  expect(await page.evaluate<number>(hidden)).toBeLessThan(2);
  expect(await page.locator('nav[aria-label=Pages]').isVisible()).toBe(false);
});
