import type { Page } from 'playwright-core';
import { launchBrowser, openFile } from '../../../reports/page/browser/opened-page.ts';
import type { Values } from '../values.ts';
import type { BenchPage } from './pages.ts';

/** A minute of frames: what is not there by then will not come. */
const MOST_FRAMES = 3_600;

/** Waits in the page until something is there and has been painted; milliseconds since the page was navigated to. */
const PAINTED = `
  const painted = async (selector) => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let frames = 0; document.querySelector(selector) === null; frames++) {
      if (frames === ${MOST_FRAMES}) throw new Error('the page has never shown ' + selector);
      await frame();
    }
    await frame();
    await frame();
    return performance.now();
  };`;

/** How soon a page shows its run and one of its scenarios, and how long a frame takes at worst while one goes through it. */
export async function measure({ file, row, shown }: BenchPage, scenario: number): Promise<Values> {
  await using browser = await launchBrowser();
  await using opened = await openFile(browser, file, { ready: row });
  const { page } = opened;
  const inPage = (expression: string) =>
    page.evaluate<number>(`(async () => { ${PAINTED} ${expression} })()`);
  const ready = await inPage(`return painted(${JSON.stringify(row)});`);
  const frameOfList = await worstFrame(page);
  const opening = await inPage(`
    const began = performance.now();
    location.hash = '#/scenario/${scenario}';
    return (await painted(${JSON.stringify(shown)})) - began;`);
  const frameOfScenario = await worstFrame(page);
  return { ready, opening, frameOfList, frameOfScenario };
}

const SWEEPS = 20;

/** The mouse goes over the page and its wheel turns, down and up again; the longest time between two frames. */
async function worstFrame(page: Page): Promise<number> {
  await page.evaluate(`
    globalThis.worst = 0;
    let last = performance.now();
    const next = (now) => { globalThis.worst = Math.max(globalThis.worst, now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next);`);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    await page.mouse.move(300 + sweep * 20, 200 + ((sweep * 137) % 600));
    await page.mouse.wheel(0, sweep < SWEEPS / 2 ? 400 : -400);
  }
  return page.evaluate<number>('globalThis.worst');
}
