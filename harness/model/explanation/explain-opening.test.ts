import { describe, expect, test } from '@jest/globals';
import { facts, saw, socket, step, told, touched, traced, OPENED, OPENING, story } from './test-facts.ts';

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
      'On the wire, hold-1 held 1 segment (ACK) at +103 ms, from client to server.',
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
      'On the wire, drop-1 dropped 2 segments (PSH ACK) at +565 ms and later, from client to server.',
      "client's kernel sent 1 segment again.",
      'client gave up at +1480 ms with ETIMEDOUT: what it sent got no answer; server was told nothing.',
      'server waits in ESTABLISHED until an application closes it: no timer ends this.',
    ]);
  });
});
