import { describe, expect, test } from '@jest/globals';
import { touched } from '../../harness/model/explanation/test-facts.ts';
import { nearestRow, rowsOf, type Row } from './rows.ts';
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
    const rows = rowsOf(rungs);
    expect(shape(rows)).toEqual(['sent 10.0', 'sent 11.0', 'let go 61.5', 'sent 62.0']);
    const [, sent, gone] = rows;
    expect(sent && happenedAt(sent)).toEqual(['hold-1: held']);
    expect(gone && happenedAt(gone)).toEqual(['hold-1: released after 50.0 ms']);
  });

  test('what was never let go has one row, which says so', () => {
    const rung = rungOf(...SYN_ACK, held);
    expect(shape(rowsOf([rung]))).toEqual(['sent 11.0']);
    expect(happenedAt({ kind: 'sent', at: 11, rung })).toEqual(['hold-1: held', 'kept to the end']);
  });

  test('what was discarded after all is not let go', () => {
    const discarded = touched(61.5, 'server', ['SYN', 'ACK'], 'discarded', fault);
    expect(shape(rowsOf([rungOf(...SYN_ACK, held, discarded)]))).toEqual(['sent 11.0']);
  });

  test('a pause of more than 100 ms is told of, a shorter one is not', () => {
    const rungs = rungsOf(
      facts([...SYN, ...crossed(110, 'client', ['ACK']), ...crossed(1_300, 'client', ['FIN'])]),
    );
    expect(rowsOf(rungs).map(({ pauseMs }) => pauseMs)).toEqual([undefined, undefined, 1_190]);
  });
});

describe('an instant', () => {
  const rows = rowsOf(rungsOf(facts([...SYN, ...SYN_ACK, ...crossed(900, 'client', ['ACK'])])));

  test.each([
    [10.4, 0],
    [10.6, 1],
    [111, 1],
    [112, undefined],
    [850, 2],
    [undefined, undefined],
  ])('%s lights row %s', (instant, place) => {
    expect(nearestRow(rows, instant)).toBe(place);
  });
});
