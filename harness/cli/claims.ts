import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { entriesOf, lacksOf, type Entry } from '../../reports/claims/entries.ts';
import { LEDGER_PART, renderLedger } from '../../reports/claims/markdown.ts';
import { renderEntries } from '../../reports/claims/text.ts';
import { filesOfRun, type EvidenceFile } from '../../reports/read-run.ts';
import { packageRoot } from '../backend/package-files.ts';
import type { ClaimVerdict } from '../model/claims/claim.ts';
import { isSameSeries, pinned, type Pins } from '../model/claims/pinned.ts';
import { HalfcloseError } from '../model/errors.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';
import { outFolder } from '../scenario/run-folder.ts';

export interface ClaimsOptions {
  readonly run?: string;
  readonly backend: string;
  readonly json?: true;
  readonly write?: true;
}

/**
 * `halfclose claims`: the ledger with the verdicts that the scenarios of one run have come to, from its evidence, for
 * each backend that it used. Fails where a claim has no verdict and no reason for that, or where a verdict is not the one
 * that was pinned for this kernel. `--write` pins what was found, and renews docs/claims.md.
 */
export function claims(options: ClaimsOptions): void {
  const { run = path.join(outFolder(), 'latest'), backend, json, write } = options;
  const folder = existsSync(run) ? path.relative(process.cwd(), realpathSync(run)) || '.' : run;
  const files = existsSync(run) ? filesOfRun(run) : [];
  const backends = backendsOf(files).filter((name) => backend === 'all' || name === backend);
  if (backends.length === 0) throw noEvidence(folder, backend);
  const ledger = Object.fromEntries(backends.map((name) => [name, entriesOf(files, name)]));
  const entries = Object.values(ledger).flat();
  if (write) pin(entries);
  const texts = Object.entries(ledger).map(([name, each]) => renderEntries(name, each));
  process.stdout.write(
    json
      ? `${JSON.stringify({ run: folder, claims: entries }, undefined, 2)}\n`
      : `evidence in ${folder}\n\n${texts.join('\n\n')}\n`,
  );
  const wrong = [...lacksOf(entries), ...(write ? [] : entries.flatMap(changeOf))];
  for (const line of wrong) process.stderr.write(`${line}\n`);
  if (wrong.length > 0) process.exitCode = EXIT_FAILED;
}

/** Those whose evidence has a claim. */
function backendsOf(files: readonly EvidenceFile[]): string[] {
  return [
    ...new Set(
      files.filter(({ evidence }) => evidence.claims.length > 0).map(({ evidence }) => evidence.backend),
    ),
  ];
}

/** Another verdict than the one that was pinned. On another kernel that is news and no fault. */
function changeOf({ id, verdict, kernel = '', backend = '' }: Entry): string[] {
  const before = pinned.verdicts[id];
  if (before === undefined || before === verdict || verdict === 'not tried') return [];
  const change = `${id} on ${backend}, kernel ${kernel}: ${verdict}; on ${pinned.kernel} it was: ${before}`;
  if (isSameSeries(kernel, pinned.kernel)) return [change];
  process.stderr.write(`news: ${change}\n`);
  return [];
}

/** Claims that the run did not try keep the verdict they had. */
function pin(entries: readonly Entry[]): void {
  const found = entries.filter(isDecided);
  const verdicts = {
    ...pinned.verdicts,
    ...Object.fromEntries(found.map(({ id, verdict }) => [id, verdict])),
  };
  const [kernel = pinned.kernel] = found[0]?.kernel?.split('-') ?? [];
  const pins: Pins = { kernel, verdicts };
  const file = path.join(packageRoot(), 'harness', 'model', 'claims', 'pinned.json');
  const page = path.join(packageRoot(), 'docs', 'claims.md');
  writeFileSync(file, `${JSON.stringify(pins, undefined, 2)}\n`);
  writeFileSync(page, LEDGER_PART.put(readFileSync(page, 'utf8'), renderLedger(pins)));
}

function isDecided(entry: Entry): entry is Entry & { readonly verdict: ClaimVerdict } {
  return !['unproven', 'contradictory', 'not tried'].includes(entry.verdict);
}

function noEvidence(folder: string, backend: string): HalfcloseError {
  const where = backend === 'all' ? '' : ` of ${backend}`;
  return new HalfcloseError('INVALID_OPTION', `there is no evidence${where} of a claim in ${folder}`, {
    hint: 'run `npx halfclose test -- scenarios/claims` first, or name another run: --run <folder>',
  });
}
