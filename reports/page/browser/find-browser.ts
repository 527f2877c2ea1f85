import { findExecutable } from '../../../harness/kernel/executables.ts';

/** What Debian, Ubuntu and Google call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine that reports are tested in; undefined where there is none. */
export function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  return NAMES.map((name) => findExecutable(name, folders)).find((file) => file !== undefined);
}
