import { ensureHostImage } from '../backend/docker/host-image.ts';
import { runJest } from './jest.ts';
import { availableProjects } from './projects.ts';
import { tellReports } from './tell-reports.ts';

/** `halfclose test`: everything that can run here, and in the last lines what could not. */
export async function test(jestArguments: readonly string[]): Promise<void> {
  const { projects, notRun } = await availableProjects();
  if (projects.includes('docker'))
    await ensureHostImage({ onProgress: (line) => process.stderr.write(`${line}\n`) });
  const { exitCode } = await runJest(['--selectProjects', ...projects, ...pass(jestArguments)]);
  for (const lines of notRun) process.stdout.write(`${lines}\n`);
  tellReports();
  process.exitCode = exitCode;
}

/** Jest takes all that follows `--selectProjects` as project names until the next option. */
function pass(args: readonly string[]): string[] {
  return args.length === 0 ? [] : args[0]?.startsWith('-') ? [...args] : ['--', ...args];
}
