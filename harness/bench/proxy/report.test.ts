import { expect, test } from '@jest/globals';
import { spread } from '../figures.ts';
import type { Measurement } from './measurement.ts';
import { table } from './report.ts';
import { figuresOf } from '../values.ts';
import { ratios } from './run.ts';

const speed = { name: 'speed', label: 'speed (MB/s)', better: 'more' } as const;
const memory = { name: 'memory', label: 'memory (MB)', better: 'less' } as const;
const measurement: Measurement = {
  title: 'all',
  figures: [speed, memory],
  run: () => Promise.reject(new Error('not asked')),
};

test('a figure that one round could not give is not given', () => {
  const rounds = [{ speed: 1, memory: 4 }, { speed: 3, memory: 'not run: full moon' } as const];
  expect(figuresOf(rounds)).toEqual({ speed: spread([1, 3]), memory: 'not run: full moon' });
});

test('ratios are of figures that both have', () => {
  const ours = figuresOf([{ speed: 6, memory: 4 }]);
  expect(ratios([measurement], ours, figuresOf([{ speed: 2, memory: 2 }]))).toEqual({
    speed: 3,
    memory: 0.5,
  });
  expect(ratios([measurement], ours, figuresOf([{ speed: 2, memory: 'not run: x' }]))).toEqual({ speed: 3 });
  expect(ratios([measurement], ours, figuresOf([{ memory: 2 }]))).toEqual({ memory: 0.5 });
});

test('a line a figure, with what is missing and why', () => {
  const direct = figuresOf([{ speed: 9 }]);
  const ours = figuresOf([{ speed: 6, memory: 'not run: full moon' }]);
  const toxiproxy = figuresOf([{ speed: 2, memory: 1 }]);
  expect(table([speed, memory], { direct, ours, toxiproxy, timesBetter: { speed: 3 } })).toBe(
    [
      '              direct      ours                Toxiproxy   times better',
      'speed (MB/s)  9 (9 to 9)  6 (6 to 6)          2 (2 to 2)  3',
      'memory (MB)   –           not run: full moon  1 (1 to 1)',
      '',
    ].join('\n'),
  );
  const without = table([speed], { direct, ours, toxiproxy: undefined, timesBetter: {} });
  expect(without).toMatch(/^speed.*6 \(6 to 6\) +not run: no Toxiproxy here$/m);
});
