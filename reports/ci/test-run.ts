import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Evidence } from '../../harness/model/evidence.ts';
import { evidenceOf, step } from '../fidelity/test-evidence.ts';

/** Leaves a scenario's evidence in a run's folder, with what else lies beside it. */
export function leave(run: string, name: string, more: Partial<Evidence> = {}): string {
  const folder = path.join(run, more.backend ?? 'netns', 'x', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'evidence.json'),
    JSON.stringify(evidenceOf(name, [step('client.close()')], more)),
  );
  writeFileSync(path.join(folder, 'capture.pcapng'), name);
  return folder;
}
