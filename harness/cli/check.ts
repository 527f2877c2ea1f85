import { spawn } from 'node:child_process';
import color from 'picocolors';
import { packageRoot } from '../backend/package-files.ts';
import { monotonicMs } from '../model/clock.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';

/** Each check by the name under which it is reported. All are run, whatever fails. */
const CHECKS: Readonly<Record<string, string>> = {
  format: 'prettier --check .',
  types: 'tsc -p .',
  "types of the report's page": 'tsc -p reports/page/app',
  lint: 'oxlint',
  'unused code': 'knip',
  'unit tests and import rules': 'jest --selectProjects unit --silent',
};

/** `halfclose check`: everything that can be said of the code without root and without an engine. */
export async function check(): Promise<void> {
  const results = await Promise.all(Object.entries(CHECKS).map(([name, command]) => runCheck(name, command)));
  const failed = results.filter((passed) => !passed).length;
  process.stdout.write(
    failed === 0 ? 'all checks passed\n' : `${String(failed)} of ${String(results.length)} checks failed\n`,
  );
  if (failed > 0) process.exitCode = EXIT_FAILED;
}

async function runCheck(name: string, command: string): Promise<boolean> {
  const started = monotonicMs();
  const [tool = '', ...args] = command.split(' ');
  const child = spawn(tool, args, {
    cwd: packageRoot(),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: pathWithTools(),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const passed = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  const seconds = ((monotonicMs() - started) / 1_000).toFixed(1);
  process.stdout.write(
    `${passed ? color.green('passed') : color.red('failed')}  ${name} (${command}, ${seconds} s)\n`,
  );
  if (!passed) process.stdout.write(`${output}\n`);
  return passed;
}

/** The project's own tools, run by the project's own node. */
function pathWithTools(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${packageRoot()}/node_modules/.bin:${process.env['PATH'] ?? ''}` };
}
