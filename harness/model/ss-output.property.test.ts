import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HalfcloseError } from './errors.ts';
import type { SocketAddress, SocketMemory, SocketRow, SocketTimer } from './socket-row.ts';
import { parseSsOutput } from './ss-output.ts';
import { stateFromSs, type TcpState } from './tcp-state.ts';
import { anyString } from './test-strings.ts';

const plain = { noNullPrototype: true } as const;

const SPELLINGS = [
  ...['ESTAB', 'SYN-SENT', 'SYN-RECV', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT', 'UNCONN', 'CLOSE-WAIT'],
  ...['LAST-ACK', 'LISTEN', 'CLOSING'],
];
const spellingOf = new Map(SPELLINGS.map((spelling) => [stateFromSs(spelling) as TcpState, spelling]));

/** What `ss` still tells of a time: nothing below a second from 10 s on, nothing below a minute from 10 min on. */
function asPrecisely(ms: number): number {
  const unit = ms < 10_000 ? 1 : ms < 600_000 ? 1_000 : 60_000;
  return Math.floor(ms / unit) * unit;
}

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constant('*'),
  fc.ipV6().map((ip) => `${ip}%eth0`),
);
const end: fc.Arbitrary<SocketAddress> = fc.record(
  { address, port: fc.integer({ min: 0, max: 65535 }) },
  plain,
);
const timer: fc.Arbitrary<SocketTimer> = fc.record(
  {
    name: fc.constantFrom('on', 'keepalive', 'timewait', 'persist', 'unknown'),
    remainingMs: fc.nat({ max: 8_000_000 }).map(asPrecisely),
    retransmits: fc.nat({ max: 255 }),
  },
  plain,
);
const memory: fc.Arbitrary<SocketMemory> = fc.record(
  {
    rmemAlloc: u32,
    rcvBuf: u32,
    wmemAlloc: u32,
    sndBuf: u32,
    fwdAlloc: fc.integer({ min: -0x80000000, max: 0x7fffffff }),
    wmemQueued: u32,
    optMem: u32,
    backLog: u32,
    sockDrop: u32,
  },
  plain,
);
const command = fc.string({ maxLength: 15, unit: 'grapheme' }).filter((text) => !text.includes('\n'));
const owner = fc.record({ command, pid: fc.nat(), fd: fc.nat() }, plain);
const name = fc
  .stringMatching(/^[a-z][a-z_]{2,11}$/)
  .filter((word) => !['timer', 'ino', 'uid', 'skmem'].includes(word));
const number = fc.oneof(fc.nat(), fc.maxSafeInteger(), fc.double({ min: 0.001, max: 1e6, noNaN: true }));
const text = fc
  .stringMatching(/^[a-z\d][!-~]{0,20}$/)
  .filter((word) => Number.isNaN(Number(word)) && !/bps$/.test(word));
const rate = fc.nat().map((bits) => `${bits}bps`);
const details = fc
  .array(fc.tuple(name, fc.oneof(fc.constant(true as const), number, text, rate)))
  .map((pairs) =>
    Object.fromEntries(pairs.filter(([word]) => word !== 'cgroup' && word !== 'seq' && word !== 'token')),
  );

const anyRow: fc.Arbitrary<SocketRow> = fc
  .record(
    {
      state: fc.constantFrom(...spellingOf.keys()),
      recvQ: u32,
      sendQ: u32,
      local: end,
      peer: end,
      timer: fc.option(timer, { nil: undefined }),
      inode: fc.nat(),
      uid: fc.option(u32, { nil: undefined }),
      owners: fc.array(owner, { maxLength: 3 }),
      memory: fc.option(memory, { nil: undefined }),
      tcpInfo: details,
    },
    plain,
  )
  .map((row) => ({ ...row, uid: row.inode === 0 ? row.uid || undefined : (row.uid ?? 0) }));

function printRow(row: SocketRow): string {
  const owners = row.owners.map(({ command, pid, fd }) => `("${command}",pid=${pid},fd=${fd})`);
  return [
    (spellingOf.get(row.state) ?? '').padEnd(10),
    String(row.recvQ).padEnd(6),
    String(row.sendQ).padEnd(6),
    printEnd(row.local).padStart(25),
    printEnd(row.peer).padStart(25),
    owners.length > 0 ? `users:(${owners.join()})` : '',
    row.timer ? `timer:(${row.timer.name},${printMs(row.timer.remainingMs)},${row.timer.retransmits})` : '',
    row.uid ? `uid:${row.uid}` : '',
    `ino:${row.inode}`,
    row.memory ? printMemory(row.memory) : '',
    ...Object.entries(row.tcpInfo).map(([key, value]) => printDetail(key, value)),
    ' '.repeat(20),
  ].join(' ');
}

function printEnd({ address, port }: SocketAddress): string {
  const host = address.includes(':') ? address.replace(/^[^%]*/, '[$&]') : address;
  return `${host}:${port === 0 ? '*' : port}`;
}

function printMs(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor(ms / 1_000) % 60;
  const milliseconds = ms % 1_000;
  const fraction = milliseconds > 0 ? `${String(milliseconds).padStart(3, '0')}ms` : '';
  const whole = seconds > 0 ? `${seconds}${fraction ? '.' : 'sec'}` : '';
  return (minutes > 0 ? `${minutes}min` : '') + whole + fraction;
}

function printMemory(m: SocketMemory): string {
  const sent = `t${m.wmemAlloc},tb${m.sndBuf},f${m.fwdAlloc >>> 0},w${m.wmemQueued}`;
  return `skmem:(r${m.rmemAlloc},rb${m.rcvBuf},${sent},o${m.optMem},bl${m.backLog},d${m.sockDrop})`;
}

function printDetail(key: string, value: number | string | true): string {
  if (value === true) return key;
  return String(value).endsWith('bps') ? `${key} ${value}` : `${key}:${value}`;
}

test('what ss prints of any socket is read back as that socket', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 4 }), (rows) => {
      const stdout = rows.map((row) => `${printRow(row)}\n`).join('');
      expect(parseSsOutput(stdout)).toStrictEqual(rows);
    }),
    { numRuns: 500 },
  );
});

test('throws nothing but HalfcloseError, and says which line', () => {
  const damaged = fc
    .tuple(anyRow.map(printRow), fc.nat(), fc.nat(), fc.string())
    .map(([line, from, length, put]) => {
      const at = from % line.length;
      return line.slice(0, at) + put + line.slice(at + (length % 10));
    });
  fc.assert(
    fc.property(fc.oneof(anyString, damaged), (stdout) => {
      try {
        parseSsOutput(stdout);
      } catch (error) {
        expect(error).toBeInstanceOf(HalfcloseError);
        expect(['UNKNOWN_STATE', 'PROTOCOL_ERROR']).toContain((error as HalfcloseError).code);
      }
    }),
    { numRuns: 2_000 },
  );
});
