import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { HalfcloseError } from '../../../harness/model/errors.ts';
import { findBrowser, NO_BROWSER } from './find-browser.ts';

/** A page with all that it should not do noted. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  /** What the console was told of errors and warnings, and what was thrown. */
  readonly errors: readonly string[];
  /** Every request but the one for the file itself. */
  readonly requests: readonly string[];
}

export interface OpenOptions extends BrowserContextOptions {
  /** The page of the report, such as `#/states`. */
  readonly hash?: string;
  /** What is there once it is shown, as a CSS selector. Default: a heading. */
  readonly ready?: string;
}

/** Opens a file as a person does from a folder, in a window that shares nothing with others. */
export async function openFile(
  browser: Browser,
  file: string,
  { hash = '', ready = 'h1', ...options }: OpenOptions = {},
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const [errors, requests]: [string[], string[]] = [[], []];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) requests.push(request.url());
  });
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector(ready);
  return { page, errors, requests, [Symbol.asyncDispose]: () => page.close() };
}

/** Raises MISSING_TOOL where there is none. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new HalfcloseError('MISSING_TOOL', NO_BROWSER.why, NO_BROWSER);
  return chromium.launch({ executablePath });
}
