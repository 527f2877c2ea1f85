/** A matcher's result that knows whether somebody waits for it. */
export interface Tracked {
  readonly what: string;
  awaited: boolean;
}

/**
 * Makes the promise a matcher returns. Jest chains on it at once, while the matcher is called; an `await` of the
 * scenario chains on it a microtask later at the earliest (ECMA-262, NewPromiseResolveThenableJob), which tells the two apart.
 */
export function trackAwait<T>(promise: Promise<T>, tracked: Tracked): Promise<T> {
  let jestIsChaining = true;
  queueMicrotask(() => (jestIsChaining = false));

  // What `then` returns is of this class too, so the promise Jest hands to the scenario is watched as well.
  class Watched<V> extends Promise<V> {
    override then<A = V, B = never>(
      onValue?: ((value: V) => A | PromiseLike<A>) | null,
      onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
    ): Promise<A | B> {
      if (!jestIsChaining) tracked.awaited = true;
      const next = super.then(onValue, onError);
      // If nobody awaits, the scenario reports just that; an unhandled rejection besides would only confuse.
      void Promise.prototype.then.call(next, undefined, () => undefined);
      return next;
    }
  }
  return Watched.resolve(promise);
}
