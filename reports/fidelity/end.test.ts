import { describe, expect, test } from '@jest/globals';
import { endText, viewOf } from './end.ts';
import { evidenceOf, rest, sees, socket, step, told } from './test-evidence.ts';

const textOf = (timeline: Parameters<typeof evidenceOf>[1], end: 'client' | 'server' = 'client') =>
  endText(viewOf(evidenceOf('x (direct)', timeline), end));

describe('what an end saw', () => {
  test('is its state at each rest, not what a look caught on the way', () => {
    const rested = [sees('client', 'ESTABLISHED'), rest, sees('client', 'TIME_WAIT'), rest, rest];
    const caughtMore = rested.toSpliced(2, 0, sees('client', 'FIN_WAIT1'), sees('client', 'FIN_WAIT2'));
    expect(textOf(rested)).toBe('ESTABLISHED → TIME_WAIT → TIME_WAIT');
    expect(textOf(caughtMore)).toBe(textOf(rested));
  });

  test('is what it saw before the lab was taken away', () => {
    const rested = [sees('client', 'ESTABLISHED'), rest];
    const takenAway = [told('client', 'error', { errno: 'ECONNRESET' }), sees('client', 'CLOSED')];
    expect(textOf([...rested, ...takenAway])).toBe('ESTABLISHED');
  });

  test('is of that end only', () => {
    const timeline = [sees('server', 'CLOSE_WAIT'), told('server', 'fin'), sees('client', 'FIN_WAIT2'), rest];
    expect(textOf(timeline)).toBe('FIN_WAIT2');
    expect(textOf(timeline, 'server')).toBe('CLOSE_WAIT; FIN');
  });

  test.each([
    [10, '10 of 10 bytes'],
    [4, 'part of 10 bytes'],
    [0, '0 of 10 bytes'],
  ])('has %d bytes of what the other wrote', (bytes, text) => {
    const wrote = [
      sees('client', 'ESTABLISHED'),
      step('server.write(6 bytes)'),
      step('server.write(4 bytes)'),
    ];
    const read = bytes === 0 ? [] : [told('client', 'data', { bytes })];
    expect(textOf([...wrote, ...read, rest])).toBe(`ESTABLISHED; ${text}`);
  });

  test('where there was no such socket', () => {
    expect(endText(viewOf(evidenceOf('x (direct)', [], { sockets: [socket('client')] }), 'server'))).toBe(
      'no connection',
    );
  });
});

describe('a RST', () => {
  test('is one that the application was told of', () => {
    const timeline = [sees('client', 'CLOSED'), told('client', 'error', { errno: 'ECONNRESET' }), rest];
    expect(textOf(timeline)).toBe('gone; RST; ECONNRESET');
  });

  test('is no other error', () => {
    expect(textOf([sees('client', 'CLOSED'), told('client', 'error', { errno: 'ETIMEDOUT' }), rest])).toBe(
      'gone; ETIMEDOUT',
    );
  });

  test('is one that only the kernel knows of', () => {
    const timeline = [sees('client', 'CLOSE_WAIT'), rest, sees('client', 'CLOSED'), rest];
    expect(textOf(timeline)).toBe('CLOSE_WAIT → gone; RST');
  });

  test.each(['sendFin', 'close', 'reset'])('is not what the end did itself: %s', (act) => {
    const timeline = [
      sees('client', 'CLOSE_WAIT'),
      rest,
      step(`client.${act}()`),
      sees('client', 'CLOSED'),
      rest,
    ];
    expect(textOf(timeline)).toBe('CLOSE_WAIT → gone');
  });
});
