import { describe, expect, test } from '@jest/globals';
import {
  captured,
  facts,
  saw,
  socket,
  step,
  told,
  touched,
  traced,
  BOTH_GONE,
  OPENED,
  OPENING,
  story,
} from './test-facts.ts';

describe('who reset it', () => {
  const sockets = [
    socket('client', ['trace'], [100, 'SYN_SENT'], [101, 'ESTABLISHED'], [124, 'CLOSED']),
    socket('server', ['trace'], [101, 'SYN_RECV'], [101, 'ESTABLISHED'], [124, 'CLOSED']),
  ];
  const alive = [
    sockets[0] ?? socket('client', []),
    socket('server', ['trace'], [101, 'SYN_RECV'], [101, 'ESTABLISHED']),
  ];
  const gotReset = told(128, 'server', 'error', { errno: 'ECONNRESET', syscall: 'read' });
  const clientGotReset = told(128, 'client', 'error', { errno: 'ECONNRESET', syscall: 'read' });

  test("the kernel's own word, and what made it say so", () => {
    const timeline = [
      ...OPENED,
      step(120, 'client.close()'),
      traced(124, 'client', 'reset-sent', 'TCP_ABORT_ON_CLOSE'),
      traced(124, 'server', 'reset-received'),
      gotReset,
    ];
    expect(story(facts(sockets, timeline))).toEqual([
      OPENING,
      "client's kernel sent a RST at +124 ms after client.close() (TCP_ABORT_ON_CLOSE: it was closed with unread data); server's application got ECONNRESET at +128 ms.",
      BOTH_GONE,
    ]);
  });

  test('a kernel that gives no reason', () => {
    const timeline = [...OPENED, traced(124, 'client', 'reset-sent'), gotReset];
    expect(story(facts(sockets, timeline))[1]).toContain('a RST at +124 ms (this kernel gives no reason)');
  });

  test('without a trace: the call that had to send it', () => {
    const linger = [...OPENED, step(120, 'client.close()'), gotReset];
    expect(story(facts(sockets, linger))[1]).toBe(
      "client.close() at +120 ms sent RST instead of FIN (SO_LINGER 0, or unread data); server's application got ECONNRESET at +128 ms.",
    );
    const unread = [...linger, saw(110, 'client', 'ESTABLISHED', { recvQ: 10 })];
    expect(story(facts(sockets, unread))[1]).toContain('sent RST instead of FIN (10 bytes unread)');
    const reset = [...OPENED, step(120, 'client.reset()'), gotReset];
    expect(story(facts(sockets, reset))[1]).toMatch(
      /^client\.reset\(\) at \+120 ms aborted the connection with RST; /,
    );
  });

  test('nothing shows it', () => {
    expect(story(facts(alive, [...OPENED, clientGotReset]))[1]).toBe(
      "client got a RST whose sender was not observed; client's application got ECONNRESET at +128 ms.",
    );
  });

  test('a middlebox, where a whole trace shows that neither kernel sent it', () => {
    const timeline = [...OPENED, traced(124, 'client', 'reset-received'), clientGotReset];
    expect(story(facts(alive, timeline, { complete: ['trace'] }))[1]).toBe(
      "A RST reached client that server's kernel did not send: something between them did; client's application got ECONNRESET at +128 ms.",
    );
    // Planted: a trace that lost events cannot say so.
    expect(story(facts(alive, timeline))[1]).toContain('whose sender was not observed');
  });

  test('a middlebox, where captures of both ends show it come in and not go out', () => {
    const arrived = captured(124, 'server', 'in', ['RST']);
    const timeline = [...OPENED, arrived, clientGotReset];
    expect(story(facts(alive, timeline, { complete: ['capture'] }))[1]).toContain(
      'something between them did',
    );
    // Planted: it did go out.
    const left = [...timeline, captured(123, 'server', 'out', ['RST'])];
    expect(story(facts(alive, left, { complete: ['capture'] }))[1]).toContain('A RST left server at +123 ms');
  });

  test('the wire itself: forged, or in answer to a segment', () => {
    const forged = [...OPENED, touched(124, 'server', ['RST'], 'forged'), clientGotReset];
    expect(story(facts(alive, forged)).slice(1)).toEqual([
      'On the wire, 1 segment (RST) from server to client was forged at +124 ms.',
      "A forged RST reached client at +124 ms, which server did not send; client's application got ECONNRESET at +128 ms.",
      'server waits in ESTABLISHED until an application closes it: no timer ends this.',
    ]);
    const more = { fault: 'reject-1', detail: 'rst', length: 8 };
    const rejected = [...OPENED, touched(124, 'client', ['PSH', 'ACK'], 'rejected', more), clientGotReset];
    expect(story(facts(alive, rejected))[2]).toMatch(
      /^The wire's reject-1 answered what client sent with a RST at \+124 ms, which server did not send; /,
    );
  });

  test('a forged RST that had no effect is no reset', () => {
    const both = [
      socket('client', ['trace'], [100, 'SYN_SENT'], [101, 'ESTABLISHED']),
      socket('server', ['trace'], [101, 'SYN_RECV'], [101, 'ESTABLISHED']),
    ];
    const timeline = [...OPENED, touched(124, 'server', ['RST'], 'forged')];
    expect(story(facts(both, timeline)).slice(2)).toEqual([
      'Both ends are ESTABLISHED until one of their applications ends it: no timer does.',
    ]);
  });

  test('EPIPE is a reset in CLOSE_WAIT, and an own mistake after a FIN', () => {
    const epipe = told(216, 'server', 'error', { errno: 'EPIPE', syscall: 'write' });
    const reset = socket('server', ['ss'], [112, 'ESTABLISHED'], [152, 'CLOSE_WAIT'], [200, 'CLOSED']);
    const client = socket('client', ['ss'], [110, 'ESTABLISHED'], [150, 'FIN_WAIT2'], [200, 'CLOSED']);
    const aborted = [...OPENED, step(191, 'client.abort()'), epipe];
    expect(story(facts([client, reset], aborted))).toContain(
      "client.abort() at +191 ms aborted the connection with RST; server's application got EPIPE at +216 ms.",
    );
    const own = socket('server', ['ss'], [112, 'ESTABLISHED'], [152, 'FIN_WAIT2']);
    const peer = socket('client', ['ss'], [110, 'ESTABLISHED'], [155, 'CLOSE_WAIT']);
    expect(story(facts([peer, own], [...OPENED, epipe])).join(' ')).not.toContain('RST');
  });
});
