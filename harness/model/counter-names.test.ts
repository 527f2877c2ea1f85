import { describe, expect, test } from '@jest/globals';
import { counterNamed } from './counter-names.ts';
import { fixture } from './fixtures/fixture.ts';
import { parseProcNetCounters } from './proc-counters.ts';

const known = Object.keys(parseProcNetCounters(fixture('proc-net-after')));

describe('counterNamed', () => {
  test.each([
    ['TCPAbortOnData', 'TcpExt.TCPAbortOnData'],
    ['TcpExt.TCPAbortOnData', 'TcpExt.TCPAbortOnData'],
    ['Tcp.InCsumErrors', 'Tcp.InCsumErrors'],
    ['InType3', 'IcmpMsg.InType3'],
    ['IcmpMsg.OutType11', 'IcmpMsg.OutType11'],
  ])('%s is %s', (name, full) => {
    expect(counterNamed(name, known)).toBe(full);
  });

  test.each([
    ['TCPAbortOnDta', 'TcpExt.TCPAbortOnData'],
    ['tcpabortondata', 'TcpExt.TCPAbortOnData'],
    ['TcpExt.AbortOnData', 'TcpExt.TCPAbortOnData'],
    ['Tcp.OutRst', 'Tcp.OutRsts'],
  ])('%s is unknown, with the nearest known one', (name, nearest) => {
    expect(() => counterNamed(name, known)).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_COUNTER',
        message: `this kernel has no counter \`${name}\`\n  did you mean ${nearest}?`,
      }),
    );
  });

  test('a name of several groups has to say which', () => {
    expect(() => counterNamed('InCsumErrors', known)).toThrow(
      expect.objectContaining({
        code: 'AMBIGUOUS_COUNTER',
        message: expect.stringMatching(
          /^several groups have a counter `InCsumErrors`\n {2}say which: .*Tcp\.InCsumErrors, Udp\.InCsumErrors/,
        ) as unknown,
      }),
    );
  });

  test.each(['CurrEstab', 'Tcp.RtoMin', 'DefaultTTL', '', 7, undefined])('%s does not count', (name) => {
    expect(() => counterNamed(name, known)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});
