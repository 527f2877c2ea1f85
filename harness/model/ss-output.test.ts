import { describe, expect, test } from '@jest/globals';
import { fixture } from './fixtures/fixture.ts';
import { connectionKey, type SocketRow } from './socket-row.ts';
import { parseSsOutput } from './ss-output.ts';

/** Rows of a capture by what tells them apart in it: local port, or `local>peer`. */
function capture(name: string): { rows: SocketRow[]; on: (port: number) => SocketRow[] } {
  const rows = parseSsOutput(fixture(name));
  return { rows, on: (port) => rows.filter(({ local }) => local.port === port) };
}

function only(rows: readonly SocketRow[]): SocketRow {
  expect(rows).toHaveLength(1);
  return rows[0] as SocketRow;
}

describe('listeners', () => {
  const { on } = capture('listeners');

  test.each([
    [7100, '0.0.0.0', '0.0.0.0'],
    [7102, '::', '::'],
    [7103, '*', '*'],
    [7104, '127.0.0.1%lo', '0.0.0.0'],
    [7105, 'fe80::1%lo', '::'],
  ])('port %i listens on %s', (port, address, any) => {
    expect(only(on(port))).toMatchObject({
      state: 'LISTEN',
      local: { address, port },
      peer: { address: any, port: 0 },
      timer: undefined,
      uid: 0,
    });
  });

  test('tell the length of the accept queue and its limit', () => {
    const listener = only(on(7101).filter(({ state }) => state === 'LISTEN'));
    expect([listener.recvQ, listener.sendQ, listener.tcpInfo.unacked]).toEqual([2, 1, 2]);
  });

  test('children nobody has accepted have no inode and no user', () => {
    const children = on(7101).filter(({ state }) => state === 'ESTABLISHED');
    expect(children.map(({ inode, uid }) => [inode, uid])).toEqual([
      [0, undefined],
      [0, undefined],
    ]);
  });
});

describe('established connections', () => {
  const { rows, on } = capture('established-owners');

  test('IPv4-mapped ends keep their spelling', () => {
    expect(on(7110).map(({ local }) => local.address)).toEqual([
      '*',
      ...Array<string>(3).fill('::ffff:127.0.0.1'),
    ]);
  });

  test('owners are all processes that hold the socket', () => {
    const listener = only(on(7110).filter(({ state }) => state === 'LISTEN'));
    expect(listener.owners).toHaveLength(2);
    expect(new Set(listener.owners.map(({ command, fd }) => `${command} ${fd}`))).toEqual(
      new Set(['python3 12']),
    );
    expect(new Set(listener.owners.map(({ pid }) => pid)).size).toBe(2);
  });

  test('a command with a blank, a user other than root and a mark', () => {
    const foreign = only(rows.filter(({ uid }) => uid !== 0));
    expect(foreign).toMatchObject({ uid: 65534, owners: [{ command: 'we b', fd: 3 }] });
    expect(only(rows.filter(({ tcpInfo }) => 'fwmark' in tcpInfo)).tcpInfo.fwmark).toBe('0x2a');
  });

  test('queue, memory and tcp_info', () => {
    const reader = only(rows.filter(({ recvQ }) => recvQ === 5));
    expect(reader.memory).toEqual({
      rmemAlloc: 837,
      rcvBuf: 131072,
      wmemAlloc: 0,
      sndBuf: 3939840,
      fwdAlloc: 3259,
      wmemQueued: 0,
      optMem: 0,
      backLog: 0,
      sockDrop: 0,
    });
    expect(reader.tcpInfo).toMatchObject({
      ts: true,
      sack: true,
      app_limited: true,
      wscale: '10,10',
      rto: 204,
      mss: 32768,
      bytes_received: 5,
      bbr: expect.stringMatching(/^\(bw:0bps,mrtt:0\.\d+\)$/),
      send: expect.stringMatching(/^\d+bps$/),
      cgroup: '/',
      shutdown: '<->',
    });
  });

  test('the socket cookie is text, whatever its digits', () => {
    expect(rows.every(({ tcpInfo }) => typeof tcpInfo.sk === 'string')).toBe(true);
  });

  test('keepalive timers, IPv6, another congestion control', () => {
    const more = capture('established-keepalive');
    expect(only(more.on(7112)).timer).toEqual({ name: 'keepalive', remainingMs: 89_000, retransmits: 0 });
    expect(only(more.rows.filter(({ peer }) => peer.port === 7112)).timer?.remainingMs).toBe(119 * 60_000);
    expect(only(more.on(7111))).toMatchObject({ local: { address: '::1', port: 7111 }, recvQ: 1000 });
    expect(only(more.rows.filter(({ peer }) => peer.port === 7113)).tcpInfo).toMatchObject({ reno: true });
  });
});

describe('opening', () => {
  test('SYN lost, and the last ACK of the handshake lost', () => {
    const { rows, on } = capture('handshake');
    const opener = only(rows.filter(({ state }) => state === 'SYN_SENT'));
    expect(opener).toMatchObject({ peer: { port: 7120 }, sendQ: 1, timer: { name: 'on', retransmits: 0 } });
    const request = only(on(7121).filter(({ state }) => state === 'SYN_RECV'));
    expect(request).toMatchObject({ timer: { name: 'on' }, inode: 0, uid: undefined, memory: undefined });
    expect(request.timer?.remainingMs).toBeLessThanOrEqual(1_000);
    expect(Object.keys(request.tcpInfo)).toEqual(['sk']);
  });

  test('simultaneous open is a full socket in SYN_RECV at both ends', () => {
    const { rows } = capture('simultaneous-open');
    expect(rows.map(({ state }) => state)).toEqual(['SYN_RECV', 'SYN_RECV']);
    expect(rows.every(({ inode, memory }) => inode > 0 && memory !== undefined)).toBe(true);
    expect(rows.map(({ memory }) => memory?.fwdAlloc)).toContain(-832);
  });
});

test('retransmissions and a closed window', () => {
  const { rows } = capture('retransmit-and-persist');
  const sender = only(rows.filter(({ peer }) => peer.port === 7130));
  expect(sender).toMatchObject({ sendQ: 4, timer: { name: 'on', remainingMs: 736, retransmits: 2 } });
  expect(sender.tcpInfo).toMatchObject({ backoff: 2, retrans: '1/3' });
  const stalled = only(rows.filter(({ peer }) => peer.port === 7131));
  expect(stalled.timer).toEqual({ name: 'persist', remainingMs: 192, retransmits: 0 });
  expect(stalled.tcpInfo.rwnd_limited).toBe('60ms(100.0%)');
});

describe('closing', () => {
  test('FIN_WAIT2 with and without an application, CLOSE_WAIT at the peers', () => {
    const { rows, on } = capture('fin-wait-2');
    const held = only(rows.filter(({ peer }) => peer.port === 7140));
    expect(held).toMatchObject({
      state: 'FIN_WAIT2',
      timer: undefined,
      uid: 0,
      tcpInfo: { shutdown: '<--' },
    });
    expect(held.inode).toBeGreaterThan(0);
    const orphan = only(rows.filter(({ peer }) => peer.port === 7141));
    expect(orphan).toMatchObject({ state: 'FIN_WAIT2', inode: 0, uid: undefined, memory: undefined });
    expect(orphan.timer).toEqual({ name: 'timewait', remainingMs: 60_000, retransmits: 0 });
    for (const port of [7140, 7141]) {
      expect(only(on(port))).toMatchObject({ state: 'CLOSE_WAIT', recvQ: 1, tcpInfo: { shutdown: '-->' } });
    }
  });

  test('FIN_WAIT1, CLOSING and LAST_ACK wait for an ACK of their FIN', () => {
    const { rows, on } = capture('closing');
    expect(only(rows.filter(({ peer }) => peer.port === 7142)).state).toBe('FIN_WAIT1');
    expect(only(on(7143)).state).toBe('CLOSING');
    expect(only(on(7145))).toMatchObject({ state: 'LAST_ACK', inode: 0, uid: undefined });
    const waiting = rows.filter(({ sendQ }) => sendQ === 1);
    expect(waiting.map(({ timer }) => timer?.name)).toEqual(['on', 'on', 'on', 'on']);
  });

  test('TIME_WAIT over IPv4, IPv6 and IPv4-mapped', () => {
    const { rows } = capture('time-wait');
    expect(rows.map(connectionKey)).toEqual([
      expect.stringMatching(/^127\.0\.0\.1:\d+>127\.0\.0\.1:7150$/),
      expect.stringMatching(/^\[::ffff:127\.0\.0\.1\]:7152>\[::ffff:127\.0\.0\.1\]:\d+$/),
      expect.stringMatching(/^\[::1\]:\d+>\[::1\]:7151$/),
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'TIME_WAIT', inode: 0, memory: undefined });
      expect(row.timer).toMatchObject({ name: 'timewait', retransmits: 0 });
    }
    expect(rows.map(({ timer }) => timer?.remainingMs)).toEqual([59_000, 60_000, 60_000]);
  });
});

const start = 'ESTAB 0 0 10.0.0.1:1 10.0.0.2:2';

describe('what the captures do not show', () => {
  test.each([
    ['(on,,0)', 'on', 0],
    ['(on,008ms,0)', 'on', 8],
    ['(on,5.132ms,6)', 'on', 5_132],
    ['(on,5sec,1)', 'on', 5_000],
    ['(persist,1min30sec,3)', 'persist', 90_000],
    ['(unknown,12sec,0)', 'unknown', 12_000],
  ])('timer:%s', (timer, name, remainingMs) => {
    expect(parseSsOutput(`${start} timer:${timer} ino:1`)[0]?.timer).toMatchObject({ name, remainingMs });
  });

  test('other versions: threads, two-word details, details of tomorrow', () => {
    const users = 'users:(("a",b)",pid=1,tid=2,fd=3),("c",pid=4,fd=5))';
    const [row] = parseSsOutput(
      `${start} ${users} ino:1 sk:1e5 tcp-ulp-tls rxconf: sw brand_new:1.5 pacing_rate 1.2Gbps/3Mbps`,
    );
    expect(row?.owners).toEqual([
      { command: 'a",b)', pid: 1, fd: 3 },
      { command: 'c', pid: 4, fd: 5 },
    ]);
    expect(row?.tcpInfo).toEqual({
      sk: '1e5',
      'tcp-ulp-tls': true,
      rxconf: 'sw',
      brand_new: 1.5,
      pacing_rate: '1.2Gbps/3Mbps',
    });
  });

  test('no sockets, no rows', () => {
    expect(parseSsOutput('\n')).toEqual([]);
  });
});

describe('refuses', () => {
  test.each([
    ['UNKNOWN_STATE', 'HALF-OPEN 0 0 10.0.0.1:1 10.0.0.2:2 ino:1'],
    ['PROTOCOL_ERROR', '0 0 10.0.0.1:1 10.0.0.2:2 ino:1'],
    ['PROTOCOL_ERROR', 'Cannot open netlink socket: Protocol not supported'],
    ['PROTOCOL_ERROR', 'ESTAB 0 0 10.0.0.1:http 10.0.0.2:2 ino:1'],
    ['PROTOCOL_ERROR', start],
    ['PROTOCOL_ERROR', `${start} ino:x`],
    ['PROTOCOL_ERROR', `${start} timer:(on,1h,0) ino:1`],
    ['PROTOCOL_ERROR', `${start} timer ino:1`],
    ['PROTOCOL_ERROR', `${start} ino:1 skmem:(r0,rb0)`],
    ['PROTOCOL_ERROR', `${start} users:(("a",pid=1,fd=3) ino:1`],
  ])('%s: %s', (code, line) => {
    const fine = `${start} ino:1\n`;
    expect(() => parseSsOutput(fine + line)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(line) }),
    );
  });

  test('a long line, showing its beginning', () => {
    expect(() => parseSsOutput(`${start} ${'x'.repeat(1_000)}`)).toThrow(/x{100}…$/);
  });
});
