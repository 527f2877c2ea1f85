import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../observation.ts';
import { facts, saw, socket, step, TIMEWAIT, told, BOTH_GONE, OPENED, OPENING, story } from './test-facts.ts';

describe('how it is closed', () => {
  test('the server keeps its half open: who waits for what, and that nothing ends it', () => {
    const sockets = [
      socket(
        'client',
        ['trace', 'ss'],
        [100, 'SYN_SENT'],
        [101, 'ESTABLISHED'],
        [141, 'FIN_WAIT1'],
        [142, 'FIN_WAIT2'],
      ),
      socket('server', ['trace', 'ss'], [101, 'SYN_RECV'], [101, 'ESTABLISHED'], [141, 'CLOSE_WAIT']),
    ];
    const timeline = [
      ...OPENED,
      step(141, 'client.sendFin()'),
      saw(150, 'client', 'FIN_WAIT2'),
      saw(150, 'server', 'CLOSE_WAIT'),
    ];
    expect(story(facts(sockets, timeline))).toEqual([
      OPENING,
      'client sent its FIN at +141 ms (client.sendFin()); server acknowledged it; server has not sent its own.',
      "client waits in FIN_WAIT2 for server's FIN: nothing ends this while client holds its descriptor and server its own.",
      'server waits in CLOSE_WAIT until its application closes it: no timer ends this.',
    ]);
  });

  test('both ends: TIME_WAIT at the one, the other gone by the ACK of its FIN', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED'], [210, 'TIME_WAIT', 'timewait']),
      socket('server', ['ss'], [112, 'ESTABLISHED'], [205, 'LAST_ACK'], [220, 'CLOSED']),
    ];
    const timeline = [
      ...OPENED,
      step(200, 'client.sendFin()'),
      told(201, 'server', 'fin'),
      told(202, 'server', 'sent-fin'),
      saw(210, 'client', 'TIME_WAIT', { timer: TIMEWAIT, inode: 0 }),
    ];
    expect(story(facts(sockets, timeline))).toEqual([
      OPENING,
      'client sent its FIN at +200 ms (client.sendFin()); server acknowledged it; server sent its own at +202 ms.',
      'server was gone by +220 ms: client acknowledged its FIN.',
      'client waits in TIME_WAIT until 60 s are over, which no kernel parameter shortens.',
    ]);
  });

  test('a FIN that looks alone have shown is told by when, not at what moment', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED'], [215, 'CLOSE_WAIT']),
      socket('server', ['ss'], [112, 'ESTABLISHED'], [220, 'FIN_WAIT2']),
    ];
    const timeline = [...OPENED, saw(220, 'server', 'FIN_WAIT2')];
    expect(story(facts(sockets, timeline))[1]).toBe(
      'server sent its FIN by +220 ms; client acknowledged it; client has not sent its own.',
    );
  });

  test('half-closed: what still came the other way', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED'], [150, 'FIN_WAIT2'], [250, 'TIME_WAIT', 'timewait']),
      socket('server', ['ss'], [112, 'ESTABLISHED'], [152, 'CLOSE_WAIT'], [260, 'CLOSED']),
    ];
    const timeline = [
      ...OPENED,
      step(120, 'client.write(8 bytes)'),
      told(122, 'server', 'data', { bytes: 8 }),
      step(140, 'client.sendFin()'),
      step(200, 'server.write(10 bytes)'),
      told(205, 'client', 'data', { bytes: 10 }),
      step(210, 'server.sendFin()'),
    ];
    const [, data, closing] = story(facts(sockets, timeline));
    expect(data).toBe(
      'client wrote 8 bytes, server read all of them; server wrote 10 bytes, client read all of them.',
    );
    expect(closing).toBe(
      "client sent its FIN at +140 ms (client.sendFin()); server acknowledged it; after that it still read 10 bytes of server's; server sent its own at +210 ms (server.sendFin()).",
    );
  });

  test('FINs that cross', () => {
    const path = [
      [110, 'ESTABLISHED'],
      [405, 'FIN_WAIT1'],
      [550, 'CLOSING'],
    ] as const;
    const sockets = [socket('client', ['ss'], ...path), socket('server', ['ss'], ...path)];
    const timeline = [
      ...OPENED,
      step(394, 'client.sendFin()'),
      step(399, 'server.sendFin()'),
      saw(550, 'client', 'CLOSING', { inode: 0 }),
      saw(550, 'server', 'CLOSING', { inode: 0 }),
    ];
    expect(story(facts(sockets, timeline))).toEqual([
      OPENING,
      'Their FINs crossed: client sent its own at +394 ms (client.sendFin()) and server sent its own at +399 ms (server.sendFin()).',
      'client waits in CLOSING for server to acknowledge its FIN: 8 retransmissions at most (tcp_orphan_retries).',
      'server waits in CLOSING for client to acknowledge its FIN: 8 retransmissions at most (tcp_orphan_retries).',
    ]);
  });

  test('a FIN that waits behind unsent data has not been sent', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED'], [1070, 'FIN_WAIT1']),
      socket('server', ['ss'], [112, 'ESTABLISHED']),
    ];
    const timeline = [
      ...OPENED,
      step(120, 'client.send(8000000 bytes)'),
      saw(900, 'server', 'ESTABLISHED', { recvQ: 14_479 }),
      step(1061, 'client.close()'),
      told(1062, 'client', 'closed'),
    ];
    expect(story(facts(sockets, timeline)).slice(1, 3)).toEqual([
      'client was to send 8000000 bytes, of which server read none, 14479 bytes wait unread at server.',
      'client ended its half at +1061 ms (client.close()); its FIN has not reached server.',
    ]);
  });

  test('an orphan in FIN_WAIT2 is told apart from one that a descriptor holds, and dies by its own parameter', () => {
    const orphan = socket('client', ['ss'], [110, 'ESTABLISHED'], [373, 'FIN_WAIT2', 'orphan']);
    const server = socket('server', ['ss'], [112, 'ESTABLISHED'], [364, 'CLOSE_WAIT']);
    const timeline = [...OPENED, step(351, 'client.close()'), told(352, 'client', 'closed')];
    expect(story(facts([orphan, server], timeline))[2]).toBe(
      "client waits in FIN_WAIT2 for server's FIN: no descriptor refers to it, so its kernel forgets it after 60 s (tcp_fin_timeout).",
    );
    const last = {
      ...orphan.transitions[1],
      from: 'FIN_WAIT2',
      to: 'CLOSED',
      at: 1_395,
      form: 'socket',
    } as const;
    const gone = {
      ...orphan,
      transitions: [...orphan.transitions, { ...last, seenBy: ['ss'], missedBy: [] } as const],
    };
    const hosts = [
      { name: 'client', ipv4: '10.64.0.4', ipv6: '', sysctls: { 'net.ipv4.tcp_fin_timeout': '1' } },
    ];
    expect(story(facts([gone, server], timeline, { hosts }))[2]).toBe(
      'client was gone by +1395 ms: no descriptor referred to it, and its 1 s were over (tcp_fin_timeout).',
    );
  });

  test('a socket that turned into a mini-socket, or ended: only ss shows which', () => {
    const sockets = [
      socket(
        'client',
        ['trace'],
        [100, 'SYN_SENT'],
        [101, 'ESTABLISHED'],
        [141, 'FIN_WAIT1'],
        [142, 'FIN_WAIT2'],
        [150, 'CLOSED'],
      ),
      socket(
        'server',
        ['trace'],
        [101, 'SYN_RECV'],
        [101, 'ESTABLISHED'],
        [141, 'CLOSE_WAIT'],
        [150, 'LAST_ACK'],
      ),
    ];
    expect(story(facts(sockets, OPENED))).toContain(
      "client's socket ended at +150 ms: whether a mini-socket is left of it, only ss shows.",
    );
  });

  test('what looks alone have shown to be gone may have ended in any way', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED'], [200, 'CLOSED']),
      socket('server', ['ss'], [112, 'ESTABLISHED'], [201, 'CLOSED']),
    ];
    expect(story(facts(sockets, OPENED))).toEqual([
      OPENING,
      'client was gone by +200 ms; how it ended was not observed: ss only samples.',
      'server was gone by +201 ms; how it ended was not observed: ss only samples.',
      BOTH_GONE,
    ]);
  });
});

test('counters of its host tell what may have ended it', () => {
  const sockets = [
    socket('client', ['ss'], [110, 'ESTABLISHED'], [200, 'CLOSED']),
    socket('server', ['ss'], [112, 'ESTABLISHED'], [201, 'CLOSED']),
  ];
  const counted = (host: string, since: number, at: number): Observation => ({
    ...{ probe: 'counters', host, since, at },
    deltas: { 'TcpExt.TCPAbortOnTimeout': 1, 'Tcp.OutSegs': 3 },
  });
  const looks = [saw(110, 'client', 'ESTABLISHED'), saw(112, 'server', 'ESTABLISHED')];
  const [, client, server] = story(
    facts(sockets, [...OPENED, ...looks, counted('client', 150, 250), counted('server', 202, 250)]),
  );
  expect(client).toBe(
    'client was gone by +200 ms; how it ended was not observed: ss only samples; meanwhile client counted TcpExt.TCPAbortOnTimeout.',
  );
  // Planted: what was counted after it had gone is not its doing.
  expect(server).toBe('server was gone by +201 ms; how it ended was not observed: ss only samples.');
});
