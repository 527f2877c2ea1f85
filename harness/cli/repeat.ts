import { spawn, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { ensureHostImage } from '../backend/docker/host-image.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';
import { runFolder } from '../scenario/run-folder.ts';
import { readRun } from '../../reports/read-run.ts';
import { runJest } from './jest.ts';
import { positiveNumber } from './positive-number.ts';
import { namedBackends } from './projects.ts';
import { tellReports } from './tell-reports.ts';

export interface RepeatOptions {
  readonly backend: string;
  readonly times: string;
  readonly parallel: string;
  readonly busy?: true;
  readonly json?: true;
}

/** How many times a scenario passed and failed. */
interface Count {
  passed: number;
  failed: number;
}

/** `halfclose repeat`: the same scenarios many times, every outcome counted, none tried again. */
export async function repeat(pattern: string, options: RepeatOptions): Promise<void> {
  const times = positiveNumber('--times', options.times);
  const parallel = positiveNumber('--parallel', options.parallel);
  const backends = namedBackends(options.backend);
  if (backends.includes('docker')) {
    await ensureHostImage({ onProgress: (line) => process.stderr.write(`${line}\n`) });
  }
  const load = options.busy ? keepCoresBusy() : [];
  const rounds = { started: 0, ended: 0, failed: 0, times };
  const run = () => runRounds(rounds, ['--selectProjects', ...backends, '--', pattern]);
  try {
    await Promise.all(Array.from({ length: parallel }, run));
  } finally {
    for (const child of load) child.kill();
  }
  report(countOutcomes(), options);
  tellReports();
  // A test that is no scenario leaves no evidence to be counted by.
  if (rounds.failed > 0) process.exitCode = EXIT_FAILED;
}

/** Takes rounds until none is left to start. */
async function runRounds(
  rounds: { started: number; ended: number; failed: number; readonly times: number },
  args: readonly string[],
): Promise<void> {
  while (rounds.started < rounds.times) {
    rounds.started++;
    const { exitCode, output } = await runJest(args, { quiet: true });
    if (exitCode !== 0) rounds.failed++;
    const which = `round ${String(++rounds.ended)} of ${String(rounds.times)}`;
    process.stderr.write(`${which}: ${exitCode === 0 ? 'passed' : `FAILED\n${output}`}\n`);
  }
}

/** A process a core that does nothing but compute, so that every schedule is late. */
function keepCoresBusy(): ChildProcess[] {
  // Each ends by itself when its stdin does, even if this process is killed.
  const program =
    'process.stdin.on("close", () => process.exit()).resume(); (function spin() { for (let i = 0; i < 1e7; i++); setImmediate(spin); })()';
  return os
    .cpus()
    .map(() => spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'ignore', 'inherit'] }));
}

function countOutcomes(): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const { scenario, backend, status } of readRun(runFolder())) {
    const name = `${backend}: ${scenario.name}`;
    const count = counts.get(name) ?? { passed: 0, failed: 0 };
    count[status === 'passed' ? 'passed' : 'failed']++;
    counts.set(name, count);
  }
  return counts;
}

function report(counts: Map<string, Count>, options: RepeatOptions): void {
  const flaky = [...counts.values()].some(({ failed }) => failed > 0);
  if (options.json) process.stdout.write(`${JSON.stringify(Object.fromEntries(counts), undefined, 2)}\n`);
  else
    for (const [name, { passed, failed }] of counts)
      process.stdout.write(`${String(passed)} passed, ${String(failed)} failed  ${name}\n`);
  process.stdout.write(options.json ? '' : `evidence in ${path.relative(process.cwd(), runFolder())}\n`);
  if (flaky || counts.size === 0) process.exitCode = EXIT_FAILED;
}
