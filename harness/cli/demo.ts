import path from 'node:path';
import { readRun } from '../../reports/read-run.ts';
import { renderScenario, summarise } from '../../reports/terminal.ts';
import { ensureHostImage } from '../backend/docker/host-image.ts';
import type { Evidence } from '../model/evidence.ts';
import { backendNamed } from '../scenario/backends.ts';
import { runFolder } from '../scenario/run-folder.ts';
import { runJest } from './jest.ts';
import { namedBackends } from './projects.ts';
import { tellReports } from './tell-reports.ts';

/** `halfclose demo`: the three headline scenarios, and what both ends went through. */
export async function demo(options: { backend: string; json?: true }): Promise<void> {
  const backends = namedBackends(options.backend);
  if (backends.includes('docker')) await ensureHostImage({ onProgress: tell });
  // A machine that cannot run a backend is told so before Jest starts.
  for (const name of backends) await backendNamed(name).check();
  tell(
    `running the headline scenarios on ${backends.join(' and ')}: real kernels, so it takes some seconds …`,
  );
  const jest = await runJest(['--selectProjects', ...backends, '--', 'scenarios/headline'], { quiet: true });
  const evidence = readRun(runFolder());
  process.stdout.write(
    options.json ? `${JSON.stringify(evidence.map(summarise), undefined, 2)}\n` : render(evidence),
  );
  if (jest.exitCode !== 0) process.stderr.write(jest.output);
  tellReports();
  process.exitCode = jest.exitCode;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function render(evidence: readonly Evidence[]): string {
  const held = evidence.filter(({ verdict }) => verdict === 'held').length;
  const summary = `${String(held)} of ${String(evidence.length)} scenarios held; evidence in ${path.relative(process.cwd(), runFolder())}`;
  return `${evidence.map(renderScenario).join('\n')}\n${summary}\n`;
}
