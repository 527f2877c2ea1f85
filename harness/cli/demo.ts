import path from 'node:path';
import color from 'picocolors';
import { ensureHostImage } from '../backend/docker/host-image.ts';
import type { Evidence } from '../model/evidence.ts';
import { formatAddress } from '../model/socket-row.ts';
import { timelineText } from '../model/timeline-text.ts';
import { backendNamed } from '../scenario/backends.ts';
import { runFolder } from '../scenario/run-folder.ts';
import { readRun } from './evidence.ts';
import { runJest } from './jest.ts';
import { namedBackends } from './projects.ts';

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
  process.exitCode = jest.exitCode;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function summarise({ scenario, backend, verdict, sockets }: Evidence) {
  return {
    name: scenario.name,
    backend,
    verdict,
    states: Object.fromEntries(
      connections(sockets).map(({ name, states }) => [name, states.map(({ state }) => state)]),
    ),
  };
}

/** The sockets of connections; a listener's story is always the same. */
function connections(sockets: Evidence['sockets']): Evidence['sockets'] {
  return sockets.filter(({ role }) => role !== 'listener');
}

function render(evidence: readonly Evidence[]): string {
  const held = evidence.filter(({ verdict }) => verdict === 'held').length;
  const summary = `${String(held)} of ${String(evidence.length)} scenarios held; evidence in ${path.relative(process.cwd(), runFolder())}`;
  return `${evidence.map(renderOne).join('\n')}\n${summary}\n`;
}

function renderOne(evidence: Evidence): string {
  const { scenario, backend, verdict, hosts, timeline } = evidence;
  const sockets = connections(evidence.sockets);
  const mark = verdict === 'held' ? color.green('held') : color.red(verdict ?? 'no verdict');
  const ends = sockets.map(({ name, local, peer, states }) => {
    const where = local && peer ? `${formatAddress(local)} → ${formatAddress(peer)}` : 'never connected';
    return `    ${name.padEnd(18)} ${where.padEnd(38)} ${states.map(describeState).join(' → ')}`;
  });
  return [
    `${mark}  ${color.bold(scenario.name)}  ${color.dim(`${backend}, kernel ${hosts[0]?.versions.kernel ?? '?'}`)}`,
    ...ends,
    timelineText(
      timeline,
      sockets.map(({ name }) => name),
    ),
    '',
  ].join('\n');
}

function describeState({ state, known }: Evidence['sockets'][number]['states'][number]): string {
  const name = state === 'CLOSED' ? 'gone' : state;
  return known === 'implied' ? `(${name})` : name;
}
