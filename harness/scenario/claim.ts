import type { Lab } from '../lab/lab.ts';
import { claimOf } from '../model/claims/ledger.ts';
import { judgeByPin } from './claim-pins.ts';
import { ClaimBook } from './claim-book.ts';
import type { ScenarioOptions } from './options.ts';
import { scenario } from './scenario.ts';

/** What a scenario tells of one claim. */
export type ClaimNotes = Pick<ClaimBook, 'says' | 'instead' | 'scaled' | 'scaledSysctl'>;

export type ClaimBody<Id extends string> = (
  context: { readonly lab: Lab } & Readonly<Record<Id, ClaimNotes>>,
) => Promise<void>;

/**
 * A scenario that puts a claim of the ledger to the kernel, or several that share a set-up: the body gets a book for
 * each, by its id, and tells it what it finds. The verdict of each is computed from that. It fails where a verdict is
 * not the one that was pinned for this kernel, or where what is true instead is not shown.
 */
export function claim<const Id extends string>(
  ids: Id | readonly Id[],
  ...rest: [ClaimBody<Id>] | [ScenarioOptions, ClaimBody<Id>]
): void {
  const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  const claims = [ids].flat().map((id) => claimOf(id));
  const name = `${claims.map(({ id }) => id).join(', ')}: ${claims[0]?.says ?? ''}`;
  scenario(name, options, async ({ lab }) => {
    const books = new Map(claims.map((each) => [each.id, new ClaimBook(lab, each)]));
    await body({ lab, ...(Object.fromEntries<ClaimNotes>(books) as Record<Id, ClaimNotes>) });
    for (const [id, book] of books) {
      book.close();
      judgeByPin(id, book.verdict, lab);
    }
  });
}
