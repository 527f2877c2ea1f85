import { describe, expect, test } from '@jest/globals';
import type { SocketRow } from '../model/socket-row.ts';
import { Kernel, row } from './sampler-bench.ts';

describe('what is told', () => {
  test('is what is new, once', async () => {
    using kernel = new Kernel();
    expect(await kernel.look(row('SYN_SENT'))).toMatchObject({ told: ['SYN_SENT'] });
    expect(await kernel.look(row('SYN_SENT'))).toMatchObject({ told: [], looks: 2 });
    expect(await kernel.look(row('ESTABLISHED'))).toMatchObject({ told: ['ESTABLISHED'] });
    expect(kernel.events.at(-1)?.seen[0]?.row).toEqual(row('ESTABLISHED'));
  });

  test.each<[string, Partial<SocketRow>]>([
    ['receive queue', { recvQ: 1 }],
    ['send queue', { sendQ: 1 }],
    ['inode', { inode: 0 }],
    ['kind of timer', { timer: { name: 'on', remainingMs: 200, retransmits: 0 } }],
  ])('includes a new %s', async (_what, change) => {
    using kernel = new Kernel();
    await kernel.look(row('ESTABLISHED'));
    expect(await kernel.look(row('ESTABLISHED', change))).toMatchObject({ told: ['ESTABLISHED'] });
  });

  test('leaves out timers that only count down, and tcp_info', async () => {
    using kernel = new Kernel();
    const timer = { name: 'on', remainingMs: 200, retransmits: 0 } as const;
    await kernel.look(row('ESTABLISHED', { timer, tcpInfo: { rtt: '1' } }));
    const later = row('ESTABLISHED', { timer: { ...timer, remainingMs: 150 }, tcpInfo: { rtt: '2' } });
    expect(await kernel.look(later)).toMatchObject({ told: [] });
    const again = row('ESTABLISHED', { timer: { ...timer, retransmits: 1 } });
    expect(await kernel.look(again)).toMatchObject({ told: ['ESTABLISHED'] });
  });

  test('includes a TIME_WAIT that starts anew', async () => {
    using kernel = new Kernel();
    const timeWait = (seconds: number) =>
      row('TIME_WAIT', { timer: { name: 'timewait', remainingMs: seconds * 1_000, retransmits: 0 } });
    await kernel.look(timeWait(59));
    expect(await kernel.look(timeWait(57))).toMatchObject({ told: [] });
    expect(await kernel.look(timeWait(59))).toMatchObject({ told: ['TIME_WAIT'] });
    expect(await kernel.look(timeWait(59))).toMatchObject({ told: [] });
  });

  test('says when the look before ended', async () => {
    using kernel = new Kernel();
    const first = await kernel.look(row('SYN_SENT'));
    const second = await kernel.look(row('SYN_SENT'));
    const third = await kernel.look(row('ESTABLISHED'));
    expect(kernel.events).toMatchObject([
      { before: 0, at: first.at },
      { before: second.at, at: third.at },
    ]);
  });

  test('keeps two listeners on one address apart', async () => {
    using kernel = new Kernel();
    const [first, second] = [row('LISTEN', { inode: 1 }), row('LISTEN', { inode: 2 })];
    expect(await kernel.look(first, second)).toMatchObject({ told: ['LISTEN', 'LISTEN'] });
    expect(await kernel.look(first, second)).toMatchObject({ told: [] });
    expect(await kernel.look(second)).toMatchObject({ told: ['CLOSED'] });
  });
});

describe('a connection that is gone', () => {
  const ends = { local: row('CLOSED').local, peer: row('CLOSED').peer };

  test('is told once', async () => {
    using kernel = new Kernel();
    await kernel.look(row('TIME_WAIT'));
    expect(await kernel.look()).toMatchObject({ told: ['CLOSED'] });
    expect(kernel.events.at(-1)?.seen).toEqual([{ ...ends, state: 'CLOSED', inode: 7 }]);
    expect(await kernel.look()).toMatchObject({ told: [] });
  });

  test('is told although no look ever showed it, where its application announced it', async () => {
    using kernel = new Kernel();
    kernel.sampler.announce(ends.local, ends.peer);
    expect(await kernel.look()).toMatchObject({ told: ['CLOSED'] });
  });

  test('is not told of one that a listener for both families took, and that was announced as IPv4', async () => {
    using kernel = new Kernel();
    kernel.sampler.announce(ends.local, ends.peer);
    const mapped = ({ address, port }: typeof ends.local) => ({ address: `::ffff:${address}`, port });
    const there = row('TIME_WAIT', { local: mapped(ends.local), peer: mapped(ends.peer) });
    expect(await kernel.look(there)).toMatchObject({ told: ['TIME_WAIT'] });
  });

  test('is told where another has taken its place between two looks', async () => {
    using kernel = new Kernel();
    await kernel.look(row('TIME_WAIT', { inode: 0 }));
    expect(await kernel.look(row('SYN_RECV'))).toMatchObject({ told: ['CLOSED', 'SYN_RECV'] });
    expect(await kernel.look(row('ESTABLISHED'))).toMatchObject({ told: ['ESTABLISHED'] });
  });

  test('is not told by a look that began before the announcement', async () => {
    using kernel = new Kernel();
    const looking = kernel.sampler.lookNow();
    await kernel.asked();
    kernel.sampler.announce(ends.local, ends.peer);
    await kernel.answer();
    await looking;
    expect(kernel.events).toEqual([]);
    expect(await kernel.look()).toMatchObject({ told: ['CLOSED'] });
  });

  test('is not gone where a look failed', async () => {
    using kernel = new Kernel();
    await kernel.look(row('ESTABLISHED'));
    const looking = kernel.sampler.lookNow();
    await kernel.fail('ss is out of order');
    expect(await looking).toMatchObject({ looks: 2, errors: 1, lastError: 'ss is out of order' });
    expect(await kernel.look(row('ESTABLISHED'))).toMatchObject({ told: [] });
  });
});
test('an error is over with the next look that succeeds, and the gap it left is told', async () => {
  using kernel = new Kernel();
  const { at } = await kernel.look(row('ESTABLISHED'));
  const looking = kernel.sampler.lookNow();
  await kernel.fail('busy');
  expect(await looking).toMatchObject({ lastError: 'busy', at });
  const recovered = await kernel.look(row('FIN_WAIT1'));
  expect(recovered).toMatchObject({ looks: 3, errors: 1 });
  expect(recovered).not.toHaveProperty('lastError');
  expect(kernel.events.at(-1)).toMatchObject({ before: at });
});

test('half-open requests of floods are told where their number has changed, and with no socket', async () => {
  using kernel = new Kernel();
  const local = { address: '10.0.0.2', port: 7000 };
  for (const entries of [0, 3, 3, 0]) {
    kernel.floods = entries === 0 ? [] : [{ local, entries, addresses: 2 }];
    await kernel.look();
  }
  expect(kernel.events.map(({ seen, floods }) => ({ seen, floods }))).toEqual([
    { seen: [], floods: [{ local, entries: 3, addresses: 2 }] },
    { seen: [], floods: [{ local, entries: 0, addresses: 0 }] },
  ]);
});
