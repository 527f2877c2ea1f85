import { describe, expect, test } from '@jest/globals';
import { touched } from '../../harness/model/explanation/test-facts.ts';
import { countRows, nearestRow, rowsOf, stepFrom, type Row } from './rows.ts';
import { rungsOf } from './rungs.ts';
import { crossed, facts, rungOf, SYN, SYN_ACK } from './test-rungs.ts';
import { happenedAt } from './words.ts';

const fault = { fault: 'hold-1', segment: 1, seq: 300, ack: 101 };
const held = touched(11.5, 'server', ['SYN', 'ACK'], 'held', fault);
const released = touched(61.5, 'server', ['SYN', 'ACK'], 'released', fault);
const ack = crossed(62, 'client', ['ACK'], { seq: 101, ack: 301 });

const shape = (rows: readonly Row[]) => rows.map(({ kind, at }) => `${kind} ${at.toFixed(1)}`);

describe('rows', () => {
  test('what was held is there when it was sent and when it was let go', () => {
    const rungs = rungsOf(facts([...SYN, ...SYN_ACK, held, released, ...ack]));
    const rows = rowsOf(rungs, Infinity);
    expect(shape(rows)).toEqual(['sent 10.0', 'sent 11.0', 'let go 61.5', 'sent 62.0']);
    const [, sent, gone] = rows.filter((row) => row.kind !== 'gap');
    expect(sent && happenedAt(sent)).toEqual(['hold-1: held']);
    expect(gone && happenedAt(gone)).toEqual(['hold-1: released after 50.0 ms']);
  });

  test('what was never let go has one row, which says so', () => {
    const rung = rungOf(...SYN_ACK, held);
    expect(shape(rowsOf([rung], Infinity))).toEqual(['sent 11.0']);
    expect(happenedAt({ kind: 'sent', at: 11, rung })).toEqual(['hold-1: held', 'kept to the end']);
  });

  test('what was discarded after all is not let go', () => {
    const discarded = touched(61.5, 'server', ['SYN', 'ACK'], 'discarded', fault);
    expect(shape(rowsOf([rungOf(...SYN_ACK, held, discarded)], Infinity))).toEqual(['sent 11.0']);
  });

  test('a pause of more than 100 ms has a row, a shorter one has none', () => {
    const rungs = rungsOf(
      facts([...SYN, ...crossed(110, 'client', ['ACK']), ...crossed(1_300, 'client', ['FIN'])]),
    );
    expect(rowsOf(rungs, Infinity).map((row) => (row.kind === 'gap' ? row.ms : row.kind))).toEqual([
      ...['sent', 'sent', 1_190, 'sent'],
    ]);
  });

  test('only the first are shown, and pauses do not count', () => {
    const rungs = rungsOf(
      facts([...SYN, ...crossed(900, 'client', ['ACK']), ...crossed(1_800, 'client', ['FIN'])]),
    );
    expect(shape(rowsOf(rungs, 2))).toEqual(['sent 10.0', 'gap 10.0', 'sent 900.0']);
    expect(countRows(rungs)).toBe(3);
  });
});

describe('an instant', () => {
  const rows = rowsOf(rungsOf(facts([...SYN, ...SYN_ACK, ...crossed(900, 'client', ['ACK'])])), Infinity);

  test.each([
    [10.4, 0],
    [10.6, 1],
    [111, 1],
    [112, undefined],
    [850, 3],
    [undefined, undefined],
  ])('%s lights row %s', (instant, place) => {
    expect(nearestRow(rows, instant)).toBe(place);
  });

  test('never lights a pause', () => {
    expect(rows[2]?.kind).toBe('gap');
    expect(nearestRow(rows, rows[2]?.at)).toBe(1);
  });
});

describe('keys', () => {
  const rows = rowsOf(rungsOf(facts([...SYN, ...crossed(900, 'client', ['ACK'])])), Infinity);

  test.each([
    ['ArrowDown', 0, 2],
    ['ArrowUp', 2, 0],
    ['ArrowUp', 0, undefined],
    ['ArrowDown', 2, undefined],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['Enter', 0, undefined],
  ])('%s leads from row %s to %s', (key, from, to) => {
    expect(stepFrom(rows, from, key)).toBe(to);
  });
});
