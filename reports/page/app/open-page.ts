import { openParts } from '../data/open-parts.ts';

/** Opens this page. */
export function openPage(): ReturnType<typeof openParts> {
  return openParts((part) => document.getElementById(part)?.textContent ?? '');
}
