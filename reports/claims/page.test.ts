import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { claims } from '../../harness/model/claims/ledger.ts';
import { pinned } from '../../harness/model/claims/pinned.ts';
import { LEDGER_PART, renderLedger } from './markdown.ts';

const PAGE = readFileSync(path.join(__dirname, '..', '..', 'docs', 'claims.md'), 'utf8');

test('docs/claims.md is the ledger with the pinned verdicts: `halfclose claims --write` makes it', () => {
  expect(PAGE).toBe(LEDGER_PART.put(PAGE, renderLedger(pinned)));
});

test('the ledger has each id once', () => {
  expect(new Set(claims.map(({ id }) => id)).size).toBe(77);
  expect(claims).toHaveLength(77);
});

test('every verdict that is pinned is of a claim, and says what is true where the claim does not just hold', () => {
  for (const [id, verdict] of Object.entries(pinned.verdicts)) {
    const claim = claims.find((each) => each.id === id);
    expect([id, claim?.id]).toEqual([id, id]);
    if (verdict !== 'holds') expect([id, claim?.truth]).toEqual([id, expect.any(String)]);
  }
});

test('every claim has a verdict, or a reason to have none', () => {
  const without = claims.filter(
    ({ id, notTried }) => pinned.verdicts[id] === undefined && notTried === undefined,
  );
  expect(without.map(({ id }) => id)).toEqual([]);
});
