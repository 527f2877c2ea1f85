import path from 'node:path';
import { packageRoot } from '../../../harness/backend/package-files.ts';
import { makeShownRun } from '../fixtures/shown-run.ts';
import { ReportBench } from './report-bench.ts';

/** High enough for the scenario that is shown to need no scrolling. */
const SIZE = { width: 1200, height: 1500 };

/** `npm run picture`: the picture of a report in the README, of evidence that real kernels gave. */
async function takePicture(): Promise<void> {
  await using bench = new ReportBench(makeShownRun);
  await using opened = await bench.open('#/', { viewport: SIZE, colorScheme: 'light' });
  const { page } = opened;
  await page
    .getByRole('table', { name: 'Scenarios' })
    .getByRole('link', { name: /lost segment/ })
    .click();
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
  // The mouse stands on the lost segment, and all parts light that instant.
  await page.locator('.ladder-table tbody tr', { hasText: 'dropped' }).hover();
  const ladder = await page.locator('.ladder-box').boundingBox();
  const file = path.join(packageRoot(), 'docs', 'report.png');
  const height = (ladder?.y ?? SIZE.height) + (ladder?.height ?? 0) + 16;
  await page.screenshot({ path: file, clip: { x: 0, y: 0, width: SIZE.width, height } });
  process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
}

void takePicture();
