import { describe, expect, test } from '@jest/globals';
import { explainConnections } from './explain.ts';
import type { ConnectionFacts } from './facts.ts';
import { facts, socket, step, told, touched, OPENED, story } from './test-facts.ts';

describe('what is not known any more', () => {
  test('a state that later facts do not allow is only the last that was seen', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED']),
      socket('server', ['ss'], [112, 'ESTABLISHED']),
    ];
    expect(story(facts(sockets, [...OPENED, told(874, 'server', 'fin')])).slice(1)).toEqual([
      'client sent its FIN; it reached server.',
      'client was last seen in ESTABLISHED, which it has left since.',
      'server was last seen in ESTABLISHED, which it has left since.',
    ]);
  });

  test('an application that tells nothing may have read anything', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED']),
      socket('server', ['ss'], [112, 'ESTABLISHED']),
    ];
    const timeline = [told(100, 'client', 'connecting'), step(120, 'client.write(7 bytes)')];
    expect(story(facts(sockets, timeline))[1]).toBe(
      'client wrote 7 bytes, and what server read of it was not observed.',
    );
  });
});

describe('which connection', () => {
  const openings = (connection: ConnectionFacts) =>
    explainConnections(connection).map(({ ends, text }) => [...ends, text.split(/[.,;] ?/)[0]]);

  test('a socket that connects anew has a paragraph for each, also for an attempt that failed', () => {
    const ESTABLISHED = ['ESTABLISHED', 'socket'] as const;
    const path = [
      [110, ...ESTABLISHED],
      [200, 'CLOSED'],
      [310, ...ESTABLISHED],
    ] as const;
    const anew = socket('client', ['ss'], ...path);
    const timeline = [
      told(50, 'client', 'connecting'),
      told(60, 'client', 'error', { errno: 'ECONNREFUSED', syscall: 'connect' }),
      told(100, 'client', 'connecting'),
      told(300, 'client', 'connecting'),
    ];
    const servers = [
      socket('server', ['ss'], [112, 'ESTABLISHED'], [202, 'CLOSED']),
      { ...socket('server', ['ss'], [312, 'ESTABLISHED']), name: 'server/2' },
    ];
    expect(openings(facts([anew, ...servers], timeline))).toEqual([
      ['client', '10.64.0.2:7000 on server', expect.stringContaining('client tried to connect to')],
      ['client', 'server', 'client connected to server at +100 ms'],
      ['client', 'server/2', 'client connected to server/2 at +300 ms'],
    ]);
  });

  test('two sockets between the same ends: the second takes the place of a TIME_WAIT, and what the wire did is its own', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED'], [513, 'CLOSED']),
      { ...socket('client', ['ss'], [596, 'ESTABLISHED']), name: 'second' },
      socket('server', ['ss'], [112, 'ESTABLISHED'], [501, 'TIME_WAIT', 'timewait'], [606, 'CLOSED']),
      { ...socket('server', ['ss'], [606, 'SYN_RECV', 'request'], [620, 'ESTABLISHED']), name: 'server/2' },
    ];
    const timeline = [
      told(100, 'client', 'connecting'),
      { ...told(585, 'client', 'connecting'), socket: 'second' },
      touched(586, 'client', ['ACK'], 'held', { fault: 'hold-1' }),
    ];
    const [first, second] = explainConnections(facts(sockets, timeline));
    expect(first?.ends).toEqual(['client', 'server']);
    expect(first?.text).toContain('a new connection between the same ends took its place');
    expect(first?.text).not.toContain('hold-1');
    expect(second?.ends).toEqual(['second', 'server/2']);
    expect(second?.text).toContain('hold-1 held 1 segment (ACK) at +586 ms, from second to server/2');
  });

  test('the two legs of a proxy are two connections, and its toxics are told at both', () => {
    const [legs, upstream] = [
      { address: '10.64.0.3', port: 7_000 },
      { address: '10.64.0.3', port: 50_000 },
    ];
    const sockets = [
      { ...socket('client', ['ss'], [110, 'ESTABLISHED']), peer: legs },
      { ...socket('server', ['ss'], [115, 'ESTABLISHED']), peer: upstream },
      {
        ...socket('server', ['ss'], [111, 'ESTABLISHED']),
        ...{ name: 'proxy:client-leg', role: 'client-leg' as const, local: legs },
      },
      {
        ...socket('client', ['ss'], [114, 'ESTABLISHED']),
        ...{ name: 'proxy:server-leg', role: 'server-leg' as const, local: upstream },
      },
    ];
    const toxic = { detail: 'latency: delays what passes' };
    const timeline = ['proxy:client-leg', 'proxy:server-leg'].map((name) => ({
      ...told(365, 'server', 'toxic', toxic),
      socket: name,
    }));
    const explanations = explainConnections(facts(sockets, timeline));
    expect(explanations.map(({ ends }) => ends)).toEqual([
      ['client', 'proxy:client-leg'],
      ['proxy:server-leg', 'server'],
    ]);
    for (const { text } of explanations)
      expect(text).toContain("The proxy's toxics: latency: delays what passes at +365 ms.");
  });

  test('a listener, and a socket that nobody has connected, are none', () => {
    const listener = { ...socket('server', ['ss'], [10, 'LISTEN']), role: 'listener' as const };
    const idle = { ...socket('client', []), local: undefined, peer: undefined };
    expect(explainConnections(facts([listener, idle], []))).toEqual([]);
  });
});
