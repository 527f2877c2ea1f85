import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HalfcloseError } from './errors.ts';
import { fixture } from './fixtures/fixture.ts';
import { addCounters, counterDeltas, movedBetween, parseProcNetCounters } from './proc-counters.ts';
import { anyString } from './test-strings.ts';

const before = parseProcNetCounters(fixture('proc-net-before'));
const after = parseProcNetCounters(fixture('proc-net-after'));

describe('parseProcNetCounters', () => {
  test('reads both files of a real kernel', () => {
    expect(after).toMatchObject({
      'Tcp.MaxConn': -1,
      'Tcp.ActiveOpens': 23,
      'Tcp.OutRsts': 2,
      'Tcp.InCsumErrors': 0,
      'Udp.InCsumErrors': 0,
      'TcpExt.TW': 4,
      'TcpExt.TCPAbortOnData': 1,
      'IpExt.OutOctets': 182168,
    });
    expect(Object.values(after).every(Number.isInteger)).toBe(true);
  });

  test('has nothing to say of nothing', () => {
    expect(parseProcNetCounters('')).toEqual({});
  });

  test.each([
    ['a header without values', 'Tcp: OutRsts\n'],
    ['another prefix below', 'Tcp: OutRsts\nUdp: 1\n'],
    ['fewer values than names', 'Tcp: OutRsts InErrs\nTcp: 1\n'],
    ['more values than names', 'Tcp: OutRsts\nTcp: 1 2\n'],
    ['a value that is no number', 'Tcp: OutRsts\nTcp: many\n'],
    ['no prefix', 'OutRsts\nOutRsts\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parseProcNetCounters(text)).toThrow(expect.objectContaining({ code: 'PROTOCOL_ERROR' }));
  });

  test('throws nothing but HalfcloseError', () => {
    const anyText = fc.oneof(anyString, fc.stringMatching(/^(\w+:( \w+)*\n){0,4}$/));
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          parseProcNetCounters(text);
        } catch (error) {
          expect(error).toBeInstanceOf(HalfcloseError);
        }
      }),
    );
  });
});

describe('counterDeltas', () => {
  test('tells what the captures did, and only that', () => {
    const deltas = counterDeltas(before, after);
    expect(deltas).toMatchObject({ 'Tcp.OutRsts': 2, 'Tcp.CurrEstab': 27, 'TcpExt.TCPAbortOnData': 1 });
    expect(Object.values(deltas)).not.toContain(0);
    expect(deltas).not.toHaveProperty(['Tcp.RtoMin']);
  });

  test('lets gauges fall and takes a missing counter for 0', () => {
    expect(
      counterDeltas({ 'Tcp.CurrEstab': 3, 'A.Gone': 2 }, { 'Tcp.CurrEstab': 1, 'IcmpMsg.InType3': 4 }),
    ).toEqual({
      'Tcp.CurrEstab': -2,
      'A.Gone': -2,
      'IcmpMsg.InType3': 4,
    });
  });

  test('added to what was before they give what is after', () => {
    const anyCounters = fc.dictionary(fc.stringMatching(/^\w{1,3}$/), fc.nat());
    fc.assert(
      fc.property(anyCounters, anyCounters, (a, b) => {
        const deltas = counterDeltas(a, b);
        for (const name of Object.keys(b)) {
          expect(
            (Object.hasOwn(a, name) ? (a[name] ?? 0) : 0) +
              (Object.hasOwn(deltas, name) ? (deltas[name] ?? 0) : 0),
          ).toBe(b[name]);
        }
        // A counter that is missing counts as 0.
        expect(counterDeltas(addCounters(a, deltas), b)).toEqual({});
      }),
    );
  });
});

describe('movedBetween', () => {
  const [textBefore, textAfter] = [fixture('proc-net-before'), fixture('proc-net-after')];

  test('says of two texts of a kernel what reading both says', () => {
    expect(movedBetween(textBefore, textAfter)).toEqual(counterDeltas(before, after));
    expect(movedBetween(textAfter, textAfter)).toEqual({});
    expect(movedBetween('', textAfter)).toEqual(counterDeltas({}, after));
  });

  test('and so where a group has come about or has got another member', () => {
    const more = `${textAfter}IcmpMsg: InType3\nIcmpMsg: 4\n`;
    expect(movedBetween(textAfter, more)).toEqual({ 'IcmpMsg.InType3': 4 });
    expect(movedBetween(more, more.replace('InType3\nIcmpMsg: 4', 'InType3 InType8\nIcmpMsg: 4 1'))).toEqual({
      'IcmpMsg.InType8': 1,
    });
  });

  test('whatever the numbers', () => {
    const text = (values: readonly number[]) =>
      `A: x y z\nA: ${values.slice(0, 3).join(' ')}\nB: x\nB: ${String(values[3])}\n`;
    const anyValues = fc.array(fc.integer(), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(anyValues, anyValues, (a, b) => {
        const [one, other] = [text(a), text(b)];
        expect(movedBetween(one, other)).toEqual(
          counterDeltas(parseProcNetCounters(one), parseProcNetCounters(other)),
        );
      }),
    );
  });
});
