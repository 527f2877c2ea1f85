import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ProgressLines } from './progress-lines.ts';
import { Progress } from './progress.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('how far a run is', () => {
  test('counts tests and files, and what failed', () => {
    const progress = new Progress();
    progress.knows(3);
    for (const file of ['a', 'b']) progress.fileStarted(file);
    progress.testStarted('a', 'one');
    progress.testEnded('a', 'one', true);
    progress.testStarted('b', 'one');
    progress.testEnded('b', 'one', false);
    progress.fileEnded('b');
    expect(progress.line).toBe('2 tests done in 1 of 3 files, 1 failed');
  });

  test('names what has been running for longest', () => {
    const progress = new Progress();
    progress.knows(2);
    progress.testStarted('a', 'first');
    jest.advanceTimersByTime(20_000);
    progress.testStarted('b', 'second');
    jest.advanceTimersByTime(11_000);
    expect(progress.line).toBe('0 tests done in 0 of 2 files, 0 failed; longest: first (31 s)');
    progress.testEnded('a', 'first', false);
    expect(progress.line).toBe('1 tests done in 0 of 2 files, 0 failed; longest: second (11 s)');
  });

  test('tells two projects apart that run the same test', () => {
    const progress = new Progress();
    const start = () => {
      progress.fileStarted('a');
      progress.testStarted('a', 'one');
    };
    start();
    start();
    progress.testEnded('a', 'one', false);
    progress.fileEnded('a');
    expect(progress.line).toContain('longest: one');
  });

  test('forgets what a crashed worker was running', () => {
    const progress = new Progress();
    progress.fileStarted('a');
    progress.testStarted('a', 'one');
    progress.fileEnded('a');
    expect(progress.line).not.toContain('longest');
  });
});

describe('lines about it', () => {
  const { isTTY } = process.stderr;
  const { CI } = process.env;
  afterEach(() => {
    process.stderr.isTTY = isTTY;
    if (CI === undefined) delete process.env['CI'];
    else process.env['CI'] = CI;
  });

  function linesIn(terminal: boolean, ci: string): string[] {
    process.stderr.isTTY = terminal;
    process.env['CI'] = ci;
    const written: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const lines = new ProgressLines(new Progress());
    lines.start();
    jest.advanceTimersByTime(9_999);
    expect(written).toEqual([]);
    jest.advanceTimersByTime(20_002);
    lines.stop();
    jest.advanceTimersByTime(60_000);
    return written;
  }

  test('come every ten seconds in a terminal, until the run ends', () => {
    expect(linesIn(true, '')).toEqual(
      Array.from({ length: 3 }, () => '0 tests done in 0 of 0 files, 0 failed\n'),
    );
  });

  test.each([
    ['in CI', true, 'true'],
    ['where the output is kept', false, 'false'],
  ])('do not come %s', (_where, terminal, ci) => {
    expect(linesIn(terminal, ci)).toEqual([]);
  });
});
