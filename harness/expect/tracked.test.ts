import { describe, expect, test } from '@jest/globals';
import { trackAwait, type Tracked } from './tracked.ts';

/** Chains on the promise as Jest does with an asynchronous matcher's result (expect, makeThrowingMatcher). */
function asJestDoes<T>(promise: Promise<T>): Promise<T> {
  return promise.then((value) => value).catch((error: unknown) => Promise.reject(error as Error));
}

const fresh = (): Tracked => ({ what: 'x', awaited: false });

describe('trackAwait', () => {
  test('what Jest does with the result is not an await', async () => {
    const tracked = fresh();
    asJestDoes(trackAwait(Promise.resolve(1), tracked)).constructor; // oxlint-disable-line no-unused-expressions
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(tracked.awaited).toBe(false);
  });

  test('an await is', async () => {
    const tracked = fresh();
    expect(await asJestDoes(trackAwait(Promise.resolve(1), tracked))).toBe(1);
    expect(tracked.awaited).toBe(true);
  });

  test('so is Promise.all', async () => {
    const tracked = fresh();
    await Promise.all([asJestDoes(trackAwait(Promise.resolve(1), tracked))]);
    expect(tracked.awaited).toBe(true);
  });

  test('so is a return from an async function that is awaited', async () => {
    const tracked = fresh();
    const result = async () => asJestDoes(trackAwait(Promise.resolve(1), tracked));
    await result();
    expect(tracked.awaited).toBe(true);
  });

  test('an awaited rejection arrives; one that nobody awaits is silent', async () => {
    await expect(asJestDoes(trackAwait(Promise.reject(new Error('seen')), fresh()))).rejects.toThrow('seen');
    void asJestDoes(trackAwait(Promise.reject(new Error('unseen')), fresh()));
    await new Promise(setImmediate);
  });
});
