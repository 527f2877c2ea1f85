import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { makeShownRun } from '../fixtures/shown-run.ts';
import { ReportBench } from './report-bench.ts';

jest.setTimeout(60_000);

const bench = new ReportBench(makeShownRun);
afterAll(() => bench[Symbol.asyncDispose]());

/** Opens the scenario of that name from the overview, as a reader does. */
async function openScenario(name: RegExp) {
  const opened = await bench.open('#/');
  await opened.page.getByRole('table', { name: 'Scenarios' }).getByRole('link', { name }).click();
  await opened.page.getByRole('heading', { name: 'Ladder' }).waitFor();
  return opened;
}

const FAILED = /ends both halves/;
const PASSED = /half-close through a proxy/;
const WIRE = /a lost segment comes again/;

const litThings = (page: Page) => page.locator('.lanes-lit');
const litRungs = (page: Page) => page.locator('.ladder-lit');
const rung = (page: Page, text: RegExp) => page.locator('.ladder-table tbody tr', { hasText: text }).first();
const thing = (page: Page, name: RegExp) => page.locator('.lanes').getByRole('button', { name }).first();

describe('a scenario that failed', () => {
  test('says first what was expected and received, and marks the line where it failed', async () => {
    await using opened = await openScenario(FAILED);
    const { page } = opened;
    const why = page.getByRole('region', { name: 'Why it failed' });
    expect(await why.innerText()).toMatch(/expect\(client\)\.toReachState\(FIN_WAIT2\) failed/);
    expect(await why.innerText()).toMatch(/Received\s+TIME_WAIT/);
    const marked = page.locator('[data-mark=failed]');
    expect(await marked.innerText()).toContain("toReachState('FIN_WAIT2', { withinMs: 300 })");
    expect(await marked.isVisible()).toBe(true);
    expect(opened.errors).toEqual([]);
  });

  test('shows what wants to be HTML as text', async () => {
    await using opened = await openScenario(FAILED);
    const { page } = opened;
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('<img src=x onerror=');
    expect(await page.locator('main img, main script, main b:text("ends")').count()).toBe(0);
    expect(await page.title()).not.toBe('hostile');
    expect(await page.title()).not.toBe('1');
    expect([opened.errors, opened.requests]).toEqual([[], []]);
  });
});

describe('a scenario that passed', () => {
  test('has a lane of each socket, in the order of the connection', async () => {
    await using opened = await openScenario(PASSED);
    const names = await opened.page.locator('.lanes .lanes-name b').allInnerTexts();
    expect(names.filter((name) => /client|server|leg/.test(name))).toEqual(
      expect.arrayContaining(['client', 'proxy:client-leg', 'proxy:server-leg', 'server']),
    );
    const order = ['client', 'proxy:client-leg', 'proxy:server-leg', 'server'].map((name) =>
      names.indexOf(name),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test('tells apart what the kernel traced from what looks saw', async () => {
    await using opened = await openScenario(PASSED);
    const traced = opened.page.locator('.lanes-span.lanes-traced');
    expect(await traced.count()).toBeGreaterThan(4);
    expect(await opened.page.locator('.lanes-span.lanes-sampled').count()).toBeGreaterThan(0);
  });

  test('what is pointed at in the ladder is lit in the lanes, and the other way', async () => {
    await using opened = await openScenario(PASSED);
    const { page } = opened;
    expect([await litThings(page).count(), await litRungs(page).count()]).toEqual([0, 0]);
    await rung(page, /FIN/).hover();
    expect(await litRungs(page).count()).toBe(1);
    expect(await litThings(page).count()).toBeGreaterThan(0);

    await page.getByRole('heading', { level: 1 }).hover();
    expect([await litThings(page).count(), await litRungs(page).count()]).toEqual([0, 0]);
    await thing(page, /FIN_WAIT1|sendFin/).hover();
    expect(await litThings(page).count()).toBeGreaterThan(0);
    expect(await litRungs(page).count()).toBe(1);
    expect(opened.errors).toEqual([]);
  });
});

test('the ladder names lost segments, retransmissions and RSTs, each with what it was', async () => {
  await using opened = await openScenario(WIRE);
  const texts = await opened.page.locator('.ladder-table tbody tr').allInnerTexts();
  expect(texts.join('\n')).toMatch(/dropped/i);
  expect(texts.join('\n')).toMatch(/again|retransmi/i);
  expect(texts.filter((text) => /RST/.test(text)).join('\n')).toMatch(/linger|TCP_|disconnect|close/i);
});
