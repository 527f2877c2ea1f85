import type { Lab } from '../lab/lab.ts';
import type { Claim } from '../model/claims/claim.ts';
import { claimOf } from '../model/claims/ledger.ts';
import { ClaimBook } from './claim-book.ts';
import { judgeByPin } from './claim-pins.ts';
import type { ScenarioOptions } from './options.ts';
import { scenario } from './scenario.ts';

/** What a scenario tells of one claim. */
export type ClaimNotes = Pick<ClaimBook, 'says' | 'instead' | 'scaled' | 'scaledSysctl'>;

/** A claim of the ledger by its id, or one of your own: `{ id, says, sources }`. */
export type SomeClaim<Id extends string> = Id | (Claim & { readonly id: Id });

export type ClaimBody<Id extends string> = (
  context: { readonly lab: Lab } & Readonly<Record<Id, ClaimNotes>>,
) => Promise<void>;

/**
 * A scenario that puts a claim to the kernel, or several that share a set-up: the body gets notes for each, by its id,
 * and tells them what it finds. The verdict of each is computed from that. It fails where a verdict is unproven or not
 * the one that was pinned for this kernel, or where what is true instead is not shown.
 */
export function claim<const Id extends string>(
  claims: SomeClaim<Id> | readonly SomeClaim<Id>[],
  ...rest: [ClaimBody<Id>] | [ScenarioOptions, ClaimBody<Id>]
): void {
  const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  const all = [claims].flat().map((each) => (typeof each === 'string' ? claimOf(each) : each));
  const name = `${all.map(({ id }) => id).join(', ')}: ${all[0]?.says ?? ''}`;
  scenario(name, options, async ({ lab }) => {
    const books = new Map(all.map((each) => [each.id, new ClaimBook(lab, each)]));
    await body({ lab, ...(Object.fromEntries<ClaimNotes>(books) as Record<Id, ClaimNotes>) });
    for (const [id, book] of books) {
      book.close();
      judgeByPin(id, book.verdict, lab);
    }
  });
}
