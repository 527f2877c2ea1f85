import { describe, expect, test } from '@jest/globals';
import { EDGES } from './edges.ts';
import { TCP_EDGES } from './state-machine.ts';
import { isTcpState } from './tcp-state.ts';

/** Not a change that one socket makes on Linux: why, the table in state-machine.ts says, or the edge's own `onLinux`. */
const NOT_ON_LINUX = [
  'LISTEN → SYN_RECV',
  'LISTEN → SYN_SENT',
  'SYN_RECV → LISTEN',
  'FIN_WAIT1 → TIME_WAIT',
  'TIME_WAIT → SYN_RECV',
];

const possible = new Set(TCP_EDGES.map(([from, to]) => `${from} → ${to}`));

const changes = EDGES.flatMap(({ from, to }) => (to === 'same' ? [] : from.map((each) => `${each} → ${to}`)));

describe('the table of edges', () => {
  test('has 32, each number once', () => {
    expect(EDGES.map(({ number }) => number)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
  });

  test('knows all its states', () => {
    expect(
      EDGES.flatMap(({ from, to }) => [...from, ...(to === 'same' ? [] : [to])]).filter(
        (each) => !isTcpState(each),
      ),
    ).toEqual([]);
  });

  test('has only changes that a socket can make on Linux, but for five', () => {
    expect([...new Set(changes.filter((change) => !possible.has(change)))].sort()).toEqual(
      [...NOT_ON_LINUX].sort(),
    );
    const onLinux = EDGES.flatMap((edge) =>
      edge.onLinux ? [`${edge.onLinux.from} → ${edge.onLinux.to}`] : [],
    );
    expect(onLinux.filter((change) => !possible.has(change))).toEqual([]);
  });

  test('leaves out no change that a socket can make on Linux', () => {
    const shown = new Set([
      ...changes,
      ...EDGES.map(({ onLinux }) => onLinux && `${onLinux.from} → ${onLinux.to}`),
    ]);
    expect([...possible].filter((change) => !shown.has(change))).toEqual([]);
  });

  test('says where each is written, and that Linux refuses one', () => {
    expect(EDGES.filter(({ source }) => !/^(RFC 9293 section 3(\.\d+)+|Linux)$/.test(source))).toEqual([]);
    expect(EDGES.filter(({ refusedWith }) => refusedWith !== undefined).map(({ number }) => number)).toEqual([
      5,
    ]);
  });

  test('tells edges between the same states apart', () => {
    const same = EDGES.filter(
      (edge) =>
        edge.witness === undefined &&
        EDGES.some(
          (other) =>
            other !== edge && other.to === edge.to && other.from.some((each) => edge.from.includes(each)),
        ),
    );
    expect(same).toEqual([]);
  });
});
