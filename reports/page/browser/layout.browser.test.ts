import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { makeRun } from '../fixtures/made-run.ts';
import { makeShownRun } from '../fixtures/shown-run.ts';
import { ReportBench } from './report-bench.ts';

jest.setTimeout(60_000);

const bench = new ReportBench((folder) => {
  makeShownRun(folder);
  makeRun(folder, { scenarios: 10, events: 60 });
});
const real = new ReportBench(makeShownRun);
afterAll(() => Promise.all([bench, real].map((each) => each[Symbol.asyncDispose]())));

/** What the page is made of and where it stands, in whole pixels. */
interface Layout {
  /** By how much it is wider than the window. */
  readonly tooWide: number;
  /** Cells, names and headings whose text stands out of them. */
  readonly overflowing: readonly string[];
  /** Parts that follow each other in the text and lie over each other on the screen. */
  readonly overlapping: readonly string[];
}

const LAYOUT = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const named = (each) => each.tagName.toLowerCase() + ': ' + each.textContent.trim().slice(0, 60);
  const standsOut = (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === 'visible';
  const parts = all('main > *');
  const under = (each, next) => {
    const [a, b] = [each.getBoundingClientRect(), next.getBoundingClientRect()];
    return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1 && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1;
  };
  return {
    tooWide: document.documentElement.scrollWidth - innerWidth,
    overflowing: all('td, th, h1, h2, h3, dd, dt, .lanes-name').filter(standsOut).map(named),
    overlapping: parts.flatMap((each, at) => parts.slice(at + 1).filter((next) => under(each, next)).map((next) => named(each) + ' / ' + named(next))),
  };
})()`;

const PAGES = ['#/', '#/scenario/1', '#/scenario/2', '#/scenario/3', '#/scenario/8', '#/states', '#/claims'];

async function whole(page: Page, hash: string): Promise<void> {
  if (hash.startsWith('#/scenario')) await page.getByRole('heading', { name: 'Ladder' }).waitFor();
}

describe.each([1280, 700])('%d pixels wide', (width) => {
  test.each(PAGES)('%s: nothing stands out, nothing lies over anything else', async (hash) => {
    await using opened = await bench.open(hash, { viewport: { width, height: 900 } });
    await whole(opened.page, hash);
    expect(await opened.page.evaluate<Layout>(LAYOUT)).toEqual({
      tooWide: 0,
      overflowing: [],
      overlapping: [],
    });
  });
});

test('a text that stands out of its cell is found, and a part that lies over another', async () => {
  await using opened = await real.open('#/');
  await opened.page.evaluate(`
    document.querySelector('.overview-name').style.cssText = 'display: block; width: 5px; white-space: nowrap';
    document.querySelector('main').lastElementChild.style.marginTop = '-200px';`);
  const { overflowing, overlapping } = await opened.page.evaluate<Layout>(LAYOUT);
  expect([overflowing.length, overlapping.length]).toEqual([1, 1]);
});

// Of evidence that does not change: what a screen reader is told, in order.
test.each(['#/', '#/scenario/1', '#/scenario/3'])('the structure of %s', async (hash) => {
  await using opened = await real.open(hash);
  await whole(opened.page, hash);
  const told = await opened.page.locator('main').ariaSnapshot();
  expect(told.replaceAll(/halfclose-report-\w+/g, '<run>')).toMatchSnapshot();
});
