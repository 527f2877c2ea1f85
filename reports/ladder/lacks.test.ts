import { describe, expect, test } from '@jest/globals';
import { touched } from '../../harness/model/explanation/test-facts.ts';
import { lacksOf } from './lacks.ts';
import { crossed, facts, rungOf, SYN } from './test-rungs.ts';

describe('what may be missing', () => {
  const { hosts, trace } = facts([]);
  const withCapture = (more: object) =>
    hosts.map((host) => ({ ...host, capture: { ...host.capture, ...more } }));

  test('nothing where all was captured', () => {
    expect(lacksOf({ hosts, trace }, [rungOf(...SYN)])).toEqual([]);
  });

  test('a capture that was off says why, and that faults are shown all the same', () => {
    const off = withCapture({ state: 'off', why: 'tcpdump is not installed' }).slice(0, 1);
    expect(lacksOf({ hosts: off, trace }, [])).toEqual([
      'Capture was off at server: tcpdump is not installed.',
    ]);
    const touchedOnly = rungOf(touched(1, 'client', ['SYN'], 'dropped', { fault: 'drop-1' }));
    expect(lacksOf({ hosts: off, trace }, [touchedOnly])).toContain(
      'Segments that faults of the wire touched are shown all the same.',
    );
  });

  test('hosts that lack it for the same reason are told together', () => {
    const off = withCapture({ state: 'lost', why: 'tcpdump ended' });
    expect(lacksOf({ hosts: off, trace }, [])).toEqual([
      'Capture was lost at server and client: tcpdump ended.',
    ]);
  });

  test('packets without room, and segments that are only in the file', () => {
    expect(lacksOf({ hosts: withCapture({ dropped: 1, leftOut: 12 }).slice(1), trace }, [])).toEqual([
      'The kernel of client had no room for 1 packet: not shown here.',
      '12 later segments of client are only in capture.pcapng.',
    ]);
  });

  test('reasons of resets where the trace was off, and only where there is a reset', () => {
    const off = { state: 'off', why: 'not root' } as const;
    const reset = rungOf(...crossed(30, 'client', ['RST']));
    expect(lacksOf({ hosts, trace: off }, [rungOf(...SYN)])).toEqual([]);
    expect(lacksOf({ hosts, trace: off }, [reset])).toEqual([
      'Why a RST was sent is not known: the kernel’s trace was off: not root.',
    ]);
  });
});
