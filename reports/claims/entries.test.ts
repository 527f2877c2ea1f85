import { describe, expect, test } from '@jest/globals';
import type { ClaimVerdict } from '../../harness/model/claims/claim.ts';
import { claimOf } from '../../harness/model/claims/ledger.ts';
import { evidenceOf } from '../fidelity/test-evidence.ts';
import type { EvidenceFile } from '../read-run.ts';
import { entriesOf, lacksOf } from './entries.ts';
import { renderEntries } from './text.ts';

/** A scenario that came to this verdict on a claim. */
function ran(id: string, verdict: ClaimVerdict, file = `${id}/evidence.json`): EvidenceFile {
  const scaled = [{ what: 'tcp_fin_timeout', here: '1', byDefault: '60', readFrom: 'another host' }];
  const claims = [{ id, says: 'whatever', findings: [], scaled, verdict }];
  return { file, evidence: evidenceOf(id, [], { claims }) };
}

function entry(id: string, ...run: EvidenceFile[]) {
  return entriesOf(run, 'netns').find((each) => each.id === id);
}

describe('a claim of the ledger', () => {
  test('has the verdict that its scenario came to, with what is true, the kernel and the evidence', () => {
    expect(entry('T11', ran('T11', 'false here'))).toMatchObject({
      ...{
        id: 'T11',
        topic: 'TIME_WAIT',
        source: 'E',
        verdict: 'false here',
        truth: expect.stringContaining('60 s'),
      },
      ...{ kernel: '6.18.44-some-vendor', backend: 'netns', evidence: ['T11/evidence.json'] },
    });
  });

  test('that holds needs no other truth', () => {
    expect(entry('T11', ran('T11', 'holds'))?.truth).toBeUndefined();
  });

  test('of which scenarios of one run disagree is contradictory', () => {
    const both = [ran('T11', 'holds', 'a'), ran('T11', 'false here', 'b')];
    expect(entry('T11', ...both)).toMatchObject({ verdict: 'contradictory', evidence: ['a', 'b'] });
  });

  test('that no scenario of the backend tried is not tried', () => {
    expect(entry('T11')?.verdict).toBe('not tried');
    expect(entriesOf([ran('T11', 'holds')], 'docker').map(({ verdict }) => verdict)).not.toContain('holds');
  });
});

test('a run lacks what it did not try, what is unproven, and what nobody says the truth of', () => {
  const about = (...run: EvidenceFile[]) =>
    lacksOf(entriesOf(run, 'netns')).filter((line) => /^T11 /.test(line));
  expect(about()).toEqual(['T11 on netns: no scenario has put it to a kernel']);
  expect(about(ran('T11', 'unproven'))).toEqual(['T11 on netns: unproven']);
  expect(about(ran('T11', 'false here'))).toEqual([]);
});

test('in a terminal each claim has its verdict, its truth, and what was scaled', () => {
  const text = renderEntries('netns', entriesOf([ran('T11', 'false here')], 'netns'));
  expect(text).toContain('netns, Linux 6.18.44-some-vendor: 76 not tried, 1 false here');
  const lines = text.split('\n').map((line) => line.trim());
  const at = lines.findIndex((line) => /^T11 +false here +Lowering tcp_fin_timeout .* \[E\]$/.test(line));
  expect(lines.slice(at + 1, at + 3)).toEqual([
    claimOf('T11').truth,
    'scaled: tcp_fin_timeout 1, by default 60',
  ]);
});
