import os from 'node:os';
import { attempt } from './attempt.ts';
import { row, type DoctorRow } from './report.ts';

/** The oldest Node that testcontainers 12 runs on. */
const OLDEST_NODE = [22, 22] as const;

export function nodeIsRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

export function nodeRow(running: string, machines: string | undefined): DoctorRow {
  const found = `${running}; the machine's own: ${machines ?? 'none on the PATH'}`;
  const advice = `start it by npm or npx, which take the project's own Node, or install Node ${OLDEST_NODE.join('.')} or later`;
  return row(
    'Node',
    nodeIsRecent(running) ? 'ok' : 'limited',
    found,
    'runs the harness and its agents',
    advice,
  );
}

export async function examineRuntime(): Promise<DoctorRow[]> {
  const machines = await attempt('node', ['--version']);
  const linux = os.platform() === 'linux';
  return [
    row(
      'kernel',
      linux ? 'ok' : 'missing',
      `${os.type()} ${os.release()}`,
      'its TCP is what scenarios judge',
      'use Linux',
    ),
    nodeRow(process.version, machines.ok ? machines.output : undefined),
  ];
}
