import { EventEmitter, once } from 'node:events';
import { expect, test } from '@jest/globals';
import { GatheredBytes } from './gathered-bytes.ts';

const bytes = (text: string) => Buffer.from(text);

test('what comes within the delay is told together, and what comes later anew', async () => {
  const news = new EventEmitter();
  const gathered = new GatheredBytes((each) => news.emit('told', each.toString()), 1);
  for (const part of ['a', 'b', 'c']) {
    const told = once(news, 'told');
    gathered.add(bytes(part));
    gathered.add(bytes(part));
    expect(await told).toEqual([part + part]);
  }
});

test('somebody who waits is told at once, and once', async () => {
  const told: string[] = [];
  const gathered = new GatheredBytes((each) => told.push(each.toString()), 1);
  gathered.add(bytes('a'));
  gathered.tellNow();
  expect(told).toEqual(['a']);
  gathered.tellNow();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(told).toEqual(['a']);
});
