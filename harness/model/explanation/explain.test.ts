import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../observation.ts';
import { explainConnections } from './explain.ts';
import type { ConnectionFacts } from './facts.ts';
import { captured, facts, saw, socket, step, TIMEWAIT, told, touched, traced } from './test-facts.ts';

/** The paragraph of the only connection, a sentence a line. */
function story(connection: ConnectionFacts): string[] {
  const [only, ...others] = explainConnections(connection);
  expect(others).toEqual([]);
  return only?.text.split(/(?<=\.) (?=[A-Z]|client|server)/) ?? [];
}

/** A client that has connected to a server, at +100 ms. */
const OPENED: readonly Observation[] = [
  told(100, 'client', 'connecting'),
  told(101, 'client', 'connected'),
  told(102, 'server', 'accepted'),
];
const OPENING = 'client connected to server at +100 ms, whose application accepted it.';
const BOTH_GONE = 'Both sockets are gone.';

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
      'On the wire, 1 segment (RST) from server to client was forged.',
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

describe('how it is opened', () => {
  const refused = told(537, 'client', 'error', { errno: 'ECONNREFUSED', syscall: 'connect' });
  const nobody = socket('client', ['ss']);

  test('refused, by whom is not known', () => {
    const timeline = [told(529, 'client', 'connecting'), refused, saw(540, 'client', 'CLOSED')];
    expect(story(facts([nobody], timeline))).toEqual([
      'client tried to connect to 10.64.0.2:7000 on server at +529 ms; it failed with ECONNREFUSED at +537 ms: its SYN was answered with a RST or an ICMP error, and with which was not observed.',
    ]);
  });

  test('refused, and the trace tells why', () => {
    const timeline = [
      told(529, 'client', 'connecting'),
      traced(530, 'server', 'reset-sent', 'NO_SOCKET'),
      refused,
    ];
    expect(story(facts([nobody], timeline))[0]).toMatch(
      /: server's kernel answered what came in with a RST at \+530 ms \(NO_SOCKET: there was no socket for what came in\)\.$/,
    );
  });

  test('refused with an ICMP error by the wire', () => {
    const more = { fault: 'reject-1', detail: 'host-unreachable' };
    const timeline = [
      told(464, 'client', 'connecting'),
      touched(465, 'client', ['SYN'], 'rejected', more),
      told(467, 'client', 'error', { errno: 'EHOSTUNREACH', syscall: 'connect' }),
    ];
    expect(story(facts([nobody], timeline))[0]).toMatch(
      /it failed with EHOSTUNREACH at \+467 ms: the wire's reject-1 answered its SYN with ICMP host-unreachable\.$/,
    );
  });

  test('nobody answers', () => {
    const timer = { name: 'on', remainingMs: 900, retransmits: 2 } as const;
    const timeline = [told(274, 'client', 'connecting'), saw(3_300, 'client', 'SYN_SENT', { timer })];
    expect(story(facts([socket('client', ['ss'], [280, 'SYN_SENT'])], timeline))).toEqual([
      'client tried to connect to 10.64.0.2:7000 on server at +274 ms; nothing has answered its SYN so far, which was sent again 2 times.',
      'client waits in SYN_SENT for an answer to its SYN, which it sends again 6 times at most (tcp_syn_retries) before it gives up.',
    ]);
  });

  test('half open at the listener', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED']),
      socket('server', ['ss'], [120, 'SYN_RECV', 'request']),
    ];
    const timeline = [
      told(100, 'client', 'connecting'),
      touched(103, 'client', ['ACK'], 'held', { fault: 'hold-1' }),
      saw(120, 'server', 'SYN_RECV', { inode: 0 }),
    ];
    expect(story(facts(sockets, timeline))).toEqual([
      'client connected to server at +100 ms; server has no more than a half-open request of it, as it has not taken the last ACK of the handshake.',
      'On the wire, hold-1 held 1 segment (ACK) from client to server.',
      'client waits in ESTABLISHED until an application closes it: no timer ends this.',
      'server waits in SYN_RECV for the last ACK of the handshake: it sends its SYN-ACK again 5 times at most (tcp_synack_retries), then forgets the request.',
    ]);
  });

  test('at once from both ends: an active SYN_RECV lives by the parameter of SYNs', () => {
    const path = [
      [430, 'SYN_SENT'],
      [560, 'SYN_RECV'],
    ] as const;
    const sockets = [
      socket('client', ['trace'], ...path),
      { ...socket('server', ['trace'], ...path), role: 'client' as const },
    ];
    expect(
      story(facts(sockets, [told(415, 'client', 'connecting'), told(424, 'server', 'connecting')])),
    ).toEqual([
      'client and server connected to each other at once: their SYNs crossed.',
      'client waits in SYN_RECV for server to acknowledge its SYN, which it sends again 6 times at most (tcp_syn_retries).',
      'server waits in SYN_RECV for client to acknowledge its SYN, which it sends again 6 times at most (tcp_syn_retries).',
    ]);
  });

  test('not accepted', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED']),
      socket('server', ['ss'], [112, 'ESTABLISHED']),
    ];
    const timeline = [told(100, 'client', 'connecting'), saw(112, 'server', 'ESTABLISHED', { inode: 0 })];
    const [opening, , server] = story(facts(sockets, timeline));
    expect(opening).toBe('client connected to server at +100 ms, where it waits for accept(2).');
    expect(server).toBe('server waits in ESTABLISHED to be accepted: no timer ends this.');
  });
});

describe('how it dies of silence', () => {
  test('by a time-out, of which the other end knows nothing', () => {
    const sockets = [
      socket('client', ['ss'], [110, 'ESTABLISHED'], [1_487, 'CLOSED']),
      socket('server', ['ss'], [112, 'ESTABLISHED']),
    ];
    const timer = { name: 'on', remainingMs: 68, retransmits: 2 } as const;
    const lost = (at: number) =>
      touched(at, 'client', ['PSH', 'ACK'], 'dropped', { fault: 'drop-1', length: 7 });
    const timeline = [
      ...OPENED,
      step(556, 'client.write(7 bytes)'),
      ...[lost(565), lost(768)],
      traced(768, 'client', 'retransmitted'),
      saw(1_407, 'client', 'ESTABLISHED', { timer, sendQ: 7 }),
      told(1_480, 'client', 'error', { errno: 'ETIMEDOUT', syscall: 'read' }),
    ];
    expect(story(facts(sockets, timeline))).toEqual([
      OPENING,
      'client wrote 7 bytes, of which server read none.',
      'On the wire, drop-1 dropped 2 segments (PSH ACK) from client to server.',
      "client's kernel sent 1 segment again.",
      'client gave up at +1480 ms with ETIMEDOUT: what it sent got no answer; server was told nothing.',
      'server waits in ESTABLISHED until an application closes it: no timer ends this.',
    ]);
  });
});

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
    expect(second?.text).toContain('hold-1 held 1 segment (ACK) from second to server/2');
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
