import { expect, test } from '@jest/globals';
import type Dockerode from 'dockerode';
import { endOf } from './container-removal.ts';

const NEVER = new Promise<never>(() => undefined);
const QUICK = { graceMs: 5, pauseMs: 1, deadlineMs: 5_000 };

/** What an engine answers: to the wait, and to each of the requests to remove it, the last one for good. */
function container(wait: Promise<unknown>, ...removals: readonly number[]) {
  const asked: unknown[] = [];
  const remove = (options: unknown) => {
    const statusCode = removals[Math.min(asked.push(options), removals.length) - 1];
    return statusCode === 204
      ? Promise.resolve()
      : Promise.reject(Object.assign(new Error(), { statusCode }));
  };
  const fake = { id: 'c0ffee'.repeat(4), wait: () => wait, remove } as unknown as Dockerode.Container;
  return { fake, asked };
}

test('a container that goes by itself is not killed', async () => {
  const { fake, asked } = container(Promise.resolve(), 204);
  await endOf(fake, 'client', QUICK);
  expect(asked).toEqual([]);
});

test('one that does not go is killed', async () => {
  const { fake, asked } = container(NEVER, 204);
  await endOf(fake, 'client', QUICK);
  expect(asked).toEqual([{ force: true, v: true }]);
});

test('an engine that forgets to answer the wait is asked until the removal under way has ended', async () => {
  const { fake, asked } = container(NEVER, 409, 409, 404);
  await endOf(fake, 'client', QUICK);
  expect(asked).toHaveLength(3);
});

test('what an engine refuses is told', async () => {
  const { fake } = container(NEVER, 500);
  await expect(endOf(fake, 'client', QUICK)).rejects.toMatchObject({ statusCode: 500 });
});

test('one that an engine does not let go of is named', async () => {
  const { fake } = container(NEVER, 409);
  await expect(endOf(fake, 'client', { ...QUICK, deadlineMs: 20 })).rejects.toMatchObject({
    code: 'TIMED_OUT',
    message: expect.stringMatching(/^client: the engine has not removed container c0ffeec0ffee in 20 ms\n/),
  });
});
