import { expect, test } from '@jest/globals';
import { Teardown } from './teardown.ts';

test('the last one made goes first, and each waits for the one before it', async () => {
  const teardown = new Teardown();
  const order: string[] = [];
  teardown.add('a part', () => void order.push('network'));
  teardown.add('a part', async () => {
    await new Promise(setImmediate);
    order.push('host');
  });
  teardown.add('a part', () => void order.push('proxy'));
  expect(await teardown.run()).toEqual([]);
  expect(order).toEqual(['proxy', 'host', 'network']);
});

test('one that fails keeps no other from going, and all failures are told', async () => {
  const teardown = new Teardown();
  const order: string[] = [];
  teardown.add('a part', () => void order.push('network'));
  teardown.add('a part', () => Promise.reject(new Error('host')));
  teardown.add('a part', () => {
    throw new Error('proxy');
  });
  expect((await teardown.run()).map(({ message }) => message)).toEqual(['proxy', 'host']);
  expect(order).toEqual(['network']);
});

test('a second run has nothing left to do; what came later still goes', async () => {
  const teardown = new Teardown();
  let runs = 0;
  teardown.add('a part', () => {
    runs++;
  });
  await teardown.run();
  await teardown.run();
  expect(runs).toBe(1);
  teardown.add('a part', () => {
    runs++;
  });
  await teardown.run();
  expect(runs).toBe(2);
});

test('one that never ends is named, and the others still go', async () => {
  const teardown = new Teardown(20);
  const order: string[] = [];
  teardown.add('the network', () => void order.push('network'));
  teardown.add('host client', () => new Promise(() => undefined));
  expect(await teardown.run()).toEqual([
    expect.objectContaining({
      code: 'TIMED_OUT',
      message: expect.stringMatching(/^host client had not ended after 20 ms/),
    }),
  ]);
  expect(order).toEqual(['network']);
});
