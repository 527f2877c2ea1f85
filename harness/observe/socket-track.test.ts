import { describe, expect, test } from '@jest/globals';
import type { TcpState } from '../model/tcp-state.ts';
import { SocketTrack } from './socket-track.ts';

/** A socket that looks have shown in these states, ten milliseconds apart. */
function seen(opening: 'active' | 'passive' | undefined, ...states: TcpState[]): SocketTrack {
  const track = new SocketTrack(opening);
  for (const [index, state] of states.entries()) {
    track.sightings.push({
      ...{
        probe: 'ss',
        host: 'client',
        at: (index + 1) * 10,
        before: index * 10,
        began: index * 10 + 5,
        state,
      },
      local: { address: '10.0.0.2', port: 40_000 },
      peer: { address: '10.0.0.3', port: 7000 },
    });
  }
  return track;
}

const pathOf = (track: SocketTrack) =>
  track.path().map(({ state, known }) => (known === 'implied' ? `(${state})` : state));

describe('the path', () => {
  test.each<[string, 'active' | 'passive', TcpState[], string[]]>([
    ['every state seen', 'active', ['SYN_SENT', 'ESTABLISHED'], ['SYN_SENT', 'ESTABLISHED']],
    ['a client was in SYN_SENT before ESTABLISHED', 'active', ['ESTABLISHED'], ['(SYN_SENT)', 'ESTABLISHED']],
    [
      'a server was in SYN_RECV before ESTABLISHED',
      'passive',
      ['ESTABLISHED'],
      ['(SYN_RECV)', 'ESTABLISHED'],
    ],
    [
      'FIN_WAIT1 lies before FIN_WAIT2',
      'active',
      ['SYN_SENT', 'ESTABLISHED', 'FIN_WAIT2'],
      ['SYN_SENT', 'ESTABLISHED', '(FIN_WAIT1)', 'FIN_WAIT2'],
    ],
    [
      'a state that lasts is told once',
      'active',
      ['SYN_SENT', 'ESTABLISHED', 'ESTABLISHED'],
      ['SYN_SENT', 'ESTABLISHED'],
    ],
    ['nothing is implied of a socket no look has shown', 'active', ['CLOSED'], ['CLOSED']],
    ['no look yet', 'active', [], []],
  ])('%s', (_what, opening, states, path) => {
    expect(pathOf(seen(opening, ...states))).toEqual(path);
  });

  test('between ESTABLISHED and TIME_WAIT only what all ways share is certain', () => {
    // By FIN_WAIT2 or by CLOSING (RFC 9293 section 3.3.2, figure 5).
    const path = pathOf(seen('active', 'SYN_SENT', 'ESTABLISHED', 'TIME_WAIT'));
    expect(path).toEqual(['SYN_SENT', 'ESTABLISHED', '(FIN_WAIT1)', 'TIME_WAIT']);
  });
});

describe('what a gap between looks may have hidden', () => {
  test('lies on some way from one state to the next', () => {
    const track = seen('active', 'SYN_SENT', 'ESTABLISHED', 'TIME_WAIT');
    expect(track.mayHaveHidden('FIN_WAIT2')).toBe(true);
    expect(track.mayHaveHidden('CLOSING')).toBe(true);
    expect(track.mayHaveHidden('CLOSE_WAIT')).toBe(false);
  });

  test('counts only from a given time on', () => {
    const track = seen('active', 'SYN_SENT', 'ESTABLISHED', 'TIME_WAIT', 'CLOSED');
    expect(track.mayHaveHidden('CLOSING', 30)).toBe(true);
    expect(track.mayHaveHidden('CLOSING', 31)).toBe(false);
  });

  test('is a whole life, where the connection was known and never seen', () => {
    expect(seen('active', 'CLOSED').mayHaveHidden('ESTABLISHED')).toBe(true);
    expect(seen('active').mayHaveHidden('ESTABLISHED')).toBe(false);
  });
});

test('the state is that of the last look', () => {
  expect(seen('active').state).toBeUndefined();
  expect(seen('active', 'SYN_SENT', 'ESTABLISHED').state).toBe('ESTABLISHED');
});

describe('a socket that nobody announces, and that no look has shown', () => {
  test('may have come and gone between two looks', () => {
    expect(new SocketTrack('active', true).mayHaveHidden('ESTABLISHED')).toBe(true);
  });

  test('has not been there where somebody would have announced it', () => {
    expect(new SocketTrack('active').mayHaveHidden('ESTABLISHED')).toBe(false);
  });
});

test('a socket that may begin either way has begun by connect(2) once its application has called it', () => {
  const track = seen(undefined, 'ESTABLISHED');
  expect(pathOf(track)).toEqual(['ESTABLISHED']);
  track.application.push({
    probe: 'application',
    at: 1,
    host: 'client',
    socket: 'client',
    kind: 'connecting',
  });
  expect(pathOf(track)).toEqual(['(SYN_SENT)', 'ESTABLISHED']);
  expect(pathOf(seen(undefined, 'LISTEN'))).toEqual(['LISTEN']);
});
