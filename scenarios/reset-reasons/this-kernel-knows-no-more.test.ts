import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, scenario } from 'halfclose';

const PAGE = path.join(__dirname, '..', '..', 'docs', 'resets.md');

// The rest of the page is held by harness/expect/resets-page.test.ts. A kernel before 6.10 knows none.
scenario(
  'docs/resets.md has a row for every reason that this kernel knows',
  { needs: 'trace' },
  async ({ lab }) => {
    await lab.host();
    const rows = [...readFileSync(PAGE, 'utf8').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)];
    const named = rows.map(([, reason]) => reason);
    expect(lab.trace.resetReasons).toBeDefined();
    expect(lab.trace.resetReasons?.filter((reason) => !named.includes(reason))).toEqual([]);
  },
);
