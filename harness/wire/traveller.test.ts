import { describe, expect, test } from '@jest/globals';
import { DATA, TravelBench } from './fixtures/travel-bench.ts';

const answered = () => new Promise(setImmediate);

describe('faults one after the other', () => {
  test('what one holds, a later one sees when it is released', () => {
    const bench = new TravelBench({ kind: 'hold' }, { kind: 'drop', choice: { position: { nth: 2 } } });
    bench.come('a', 'b', 'c');
    bench.hold.release([3, 2, 1]);
    expect([bench.received, bench.dropped]).toEqual([['c', 'a'], ['b']]);
  });

  test('what one drops, a later one does not count', () => {
    const first = { kind: 'drop', choice: { position: { nth: 1 } } } as const;
    const bench = new TravelBench(first, first);
    bench.come('a', 'b', 'c');
    expect([bench.dropped, bench.received]).toEqual([['a', 'b'], ['c']]);
  });
});

describe('positions', () => {
  const dropped = (position: { nth: number } | { first: number } | { after: number }) => {
    const bench = new TravelBench({ kind: 'drop', choice: { position, payload: { min: 1, max: 9 } } });
    bench.come('a', '', 'b', 'c', '', 'd');
    return bench.dropped.join('');
  };

  test('count what fits the rest, from 1', () => {
    expect([dropped({ nth: 3 }), dropped({ first: 3 }), dropped({ after: 3 })]).toEqual(['c', 'abc', 'd']);
  });

  test('count in each connection and direction, and from anew in a new one between the same ends', () => {
    const bench = new TravelBench({ kind: 'drop', choice: { position: { nth: 1 }, without: ['SYN'] } });
    const back = { source: DATA.destination, destination: DATA.source };
    bench.come('a', { ...back, payload: Buffer.from('b') }, 'c');
    expect(bench.dropped).toEqual(['a', 'b']);
    bench.come({ flags: 2, seq: 9_999, payload: Buffer.from('syn') }, 'd', 'e');
    expect(bench.dropped).toEqual(['a', 'b', 'd']);
  });
});

describe('a fault that asks', () => {
  const asking = { asks: true } as const;

  test('drops what is selected and nothing else; those behind wait for their turn', async () => {
    const bench = new TravelBench({ kind: 'drop', choice: asking });
    bench.come('a', 'b', 'c');
    expect(bench.questions.map(({ about }) => about.segment)).toEqual([1]);
    bench.questions[0]?.answer(false);
    await answered();
    expect([bench.received, bench.questions.length]).toEqual([['a'], 2]);
    bench.questions[1]?.answer(true);
    await answered();
    bench.questions[2]?.answer(false);
    await answered();
    expect([bench.received, bench.dropped]).toEqual([['a', 'c'], ['b']]);
  });

  test('has those wait that it is not about, and lets other directions pass', async () => {
    const bench = new TravelBench({ kind: 'watch', choice: { ...asking, payload: { min: 1, max: 1 } } });
    const back = { source: DATA.destination, destination: DATA.source };
    bench.come('a', 'long', { ...back, payload: Buffer.from('other way') });
    expect(bench.received).toEqual(['other way']);
    bench.questions[0]?.answer(true);
    await answered();
    expect(bench.received).toEqual(['other way', 'a', 'long']);
  });

  test('keeps the order of what an earlier fault lets go together', async () => {
    const bench = new TravelBench({ kind: 'hold' }, { kind: 'watch', choice: asking });
    bench.come('a', 'b', 'c');
    bench.hold.release([1, 2, 3]);
    for (let asked = 0; asked < 3; asked++) {
      expect(bench.questions).toHaveLength(asked + 1);
      bench.questions[asked]?.answer(true);
      await answered();
    }
    expect(bench.received).toEqual(['a', 'b', 'c']);
  });

  test('counts positions among those that are selected', async () => {
    const bench = new TravelBench({ kind: 'drop', choice: { ...asking, position: { nth: 2 } } });
    bench.come('a', 'b', 'c');
    for (const [index, selected] of [true, false, true].entries()) {
      bench.questions[index]?.answer(selected);
      await answered();
    }
    expect([bench.received, bench.dropped]).toEqual([['a', 'b'], ['c']]);
  });
});
