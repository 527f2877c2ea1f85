import type { ToxicEffect } from './toxic.ts';
import { UpTo } from './up-to.ts';

/** What a toxic does that ends the stream in its own way. */
interface Ending {
  readonly kind: 'fin' | 'close' | 'abort';
  /** How many bytes pass before, as it is now. */
  readonly limit: () => number;
  readonly report: () => void;
}

/** Lets so many bytes pass and then says how it ends, in place of all that follows; with 0 as soon as anything does. */
export function endAfter({ kind, limit, report }: Ending): ToxicEffect & { isReached(): boolean } {
  const counted = new UpTo();
  let over = false;
  return {
    isReached: () => counted.reached(limit()),
    *pass(event) {
      if (over) {
        // The source may still reset what it has not been told the end of, and another toxic end the connection.
        if (event.kind !== 'data' && event.kind !== 'fin') yield event;
        return;
      }
      if (event.kind !== 'data') {
        over = event.kind === kind;
        yield event;
        return;
      }
      const { below } = counted.cut(event, limit());
      if (below.length > 0) yield { kind: 'data', at: event.at, bytes: below };
      if (!counted.reached(limit())) return;
      over = true;
      report();
      yield { kind, at: event.at };
    },
  };
}
