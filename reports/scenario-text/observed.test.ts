import { describe, expect, test } from '@jest/globals';
import type { HostEvidence } from '../../harness/model/evidence.ts';
import { completenessText, hostSources, traceState } from './observed.ts';

function host(differences: Partial<HostEvidence> = {}): HostEvidence {
  return {
    ...{ name: 'client', ipv4: '10.0.0.2', ipv6: 'fd00::2', identity: {}, sysctls: {} },
    ...{ versions: { kernel: '6.18', node: 'v24' }, clock: { offsetMs: 0, uncertaintyMs: 1.25 } },
    ...{ looks: { count: 28, errors: 0 }, counters: {}, countingBegan: 0, countedAt: 9, toxiproxy: false },
    capture: { state: 'on', packets: 7, dropped: 0, leftOut: 0, realtimeAheadMs: 0 },
    endedSockets: { state: 'on' },
    ...differences,
  };
}

const ON = { state: 'on', why: undefined, events: 18, instance: undefined } as const;
const OFF = { state: 'off', why: 'HALFCLOSE_TRACE=off', events: 0, instance: undefined } as const;

const sourcesOf = (differences: Partial<HostEvidence>) => hostSources({ hosts: [host(differences)] })[0];

describe('a host', () => {
  test('that lost nothing', () => {
    expect(sourcesOf({})).toEqual({
      host: 'client',
      looks: { state: 'on', text: '28 looks' },
      ends: { state: 'on', text: 'on' },
      capture: { state: 'on', text: '7 packets' },
      wire: { state: 'off', text: 'no fault on it' },
      clock: '± 1.3 ms',
    });
  });

  test('looks that failed and segments that the queue lost are a loss', () => {
    const sources = sourcesOf({ looks: { count: 5, errors: 2 }, wire: { queued: 9, lost: 1 } });
    expect(sources?.looks).toEqual({ state: 'lost', text: '5 looks, 2 of them failed' });
    expect(sources?.wire).toEqual({ state: 'lost', text: '9 segments queued, 1 lost' });
  });

  test('a capture that is on and dropped packets is one that lost some', () => {
    const capture = { ...host().capture, packets: 1, dropped: 3, leftOut: 2 };
    expect(sourcesOf({ capture })?.capture).toEqual({
      state: 'lost',
      text: '1 packet, 3 lost for want of room, 2 only in capture.pcapng',
    });
  });

  test('what was off says why', () => {
    const capture = { ...host().capture, state: 'off', why: 'no raw sockets' } as const;
    const sources = sourcesOf({ capture, endedSockets: { state: 'off', why: 'old ss' } });
    expect([sources?.capture.text, sources?.ends.text]).toEqual(['off: no raw sockets', 'off: old ss']);
  });
});

test("the kernel's trace counts its events, or says why there are none", () => {
  expect(traceState({ trace: ON }).text).toBe('on: 18 events of these sockets');
  expect(traceState({ trace: OFF }).text).toBe('off: HALFCLOSE_TRACE=off');
});

test('only complete sources prove by what they do not show', () => {
  const lossy = host({ capture: { ...host().capture, dropped: 1 } });
  expect(completenessText({ trace: ON, hosts: [host()] })).toContain(
    "the kernel's trace and the capture of every host. What would show",
  );
  expect(completenessText({ trace: ON, hosts: [host(), lossy] })).toContain("end: the kernel's trace. What");
  expect(completenessText({ trace: OFF, hosts: [host(), lossy] })).toContain('No source was complete');
});
