import { findExecutable } from '../../../harness/kernel/executables.ts';

/** Why nothing can be shown in a browser, and what to do about it. */
export const NO_BROWSER = {
  why: 'no Chromium or Chrome on the PATH',
  hint: 'run ./setup --browser to install it',
} as const;

/** What Debian, Ubuntu and Google call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine that reports are tested in; undefined where there is none. */
export function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  return NAMES.map((name) => findExecutable(name, folders)).find((file) => file !== undefined);
}
