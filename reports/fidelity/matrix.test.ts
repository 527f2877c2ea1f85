import { describe, expect, test } from '@jest/globals';
import { differences, matricesOf } from './matrix.ts';
import { evidenceOf, rest, sees, step, told } from './test-evidence.ts';
import { UNLIKE_DIRECT } from './words.ts';

const RESET = [sees('server', 'CLOSED'), told('server', 'error', { errno: 'ECONNRESET' }), rest];
const ENDED = [sees('server', 'CLOSE_WAIT'), told('server', 'fin'), rest];
const UNLIKE = step(`${UNLIKE_DIRECT}so it is`);

const differencesIn = (...evidence: Parameters<typeof matricesOf>[0]) =>
  matricesOf(evidence).flatMap(differences);

describe('ours has to be like direct', () => {
  test('and is', () => {
    expect(differencesIn(evidenceOf('x (direct)', RESET), evidenceOf('x (ours)', RESET))).toEqual([]);
  });

  test.each([
    ['a FIN where direct has a RST', ENDED],
    ['another error', [sees('server', 'CLOSED'), told('server', 'error', { errno: 'EPIPE' }), rest]],
    [
      'a RST that only the kernel knows of',
      [sees('server', 'ESTABLISHED'), rest, sees('server', 'CLOSED'), rest],
    ],
    ['bytes nobody wrote', [told('server', 'data', { bytes: 3 }), ...RESET]],
    ['nothing at all', []],
  ])('planted: %s is a difference', (_what, seen) => {
    const found = differencesIn(evidenceOf('x (direct)', RESET), evidenceOf('x (ours)', seen));
    expect(found).toEqual([
      expect.stringMatching(/^x: the server saw\n {2}direct {2}gone; RST; ECONNRESET\n {2}ours/),
    ]);
  });

  test('but not where a proxy cannot', () => {
    const [direct, ours] = [
      evidenceOf('x (direct)', [UNLIKE, ...RESET]),
      evidenceOf('x (ours)', [UNLIKE, ...ENDED]),
    ];
    expect(differencesIn(direct, ours)).toEqual([]);
  });

  test('planted: a reason for a difference that is none', () => {
    const [direct, ours] = [
      evidenceOf('x (direct)', [UNLIKE, ...RESET]),
      evidenceOf('x (ours)', [UNLIKE, ...RESET]),
    ];
    expect(differencesIn(direct, ours)).toEqual([expect.stringContaining('like direct, although')]);
  });

  test('and Toxiproxy has not', () => {
    expect(differencesIn(evidenceOf('x (direct)', RESET), evidenceOf('x (Toxiproxy)', ENDED))).toEqual([]);
  });
});

describe('a matrix', () => {
  test('is of one backend, netns first', () => {
    const docker = { backend: 'docker' };
    const matrices = matricesOf([evidenceOf('x (ours)', ENDED, docker), evidenceOf('x (ours)', RESET)]);
    expect(matrices.map(({ backend }) => backend)).toEqual(['netns', 'docker']);
    expect(matrices.map(({ rows }) => rows[0]?.seen.ours?.server)).toEqual([
      'gone; RST; ECONNRESET',
      'CLOSE_WAIT; FIN',
    ]);
  });

  test('has the last run of a scenario, and none that failed or belongs to something else', () => {
    const elsewhere = { scenario: { name: 'x (ours)', file: 'scenarios/reset/x.test.ts' } };
    const [matrix] = matricesOf([
      evidenceOf('x (ours)', RESET),
      evidenceOf('x (ours)', ENDED),
      evidenceOf('x (ours)', RESET, { status: 'failed' }),
      evidenceOf('x (ours)', RESET, elsewhere),
    ]);
    expect(matrix?.rows).toHaveLength(1);
    expect(matrix?.rows[0]?.seen.ours?.server).toBe('CLOSE_WAIT; FIN');
  });

  test('names the kernel and the Toxiproxy it was seen with', () => {
    const toxiproxy = step('proxy: Toxiproxy 2.12.0 from an image, which calls itself git');
    const [matrix] = matricesOf([evidenceOf('x (Toxiproxy)', [toxiproxy])]);
    expect(matrix?.versions).toEqual({ kernel: '6.18.44', toxiproxy: '2.12.0' });
  });
});
