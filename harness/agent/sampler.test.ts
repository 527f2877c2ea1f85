import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { LookEvent } from '../model/protocol.ts';
import type { SocketRow } from '../model/socket-row.ts';
import { Sampler, type Look } from './sampler.ts';

function row(state: SocketRow['state'], more: Partial<SocketRow> = {}): SocketRow {
  return {
    ...{ state, recvQ: 0, sendQ: 0, inode: 7, uid: 0, owners: [], memory: undefined, timer: undefined },
    local: { address: '10.0.0.2', port: 40_000 },
    peer: { address: '10.0.0.3', port: 7000 },
    tcpInfo: {},
    ...more,
  };
}

/** A sampler whose looks the test answers one by one; each takes one millisecond of its clock. */
class Kernel implements Disposable {
  readonly events: LookEvent[] = [];
  floods: Look['floods'] = [];
  readonly #asked = new EventEmitter();
  readonly #waiting: { answer: (look: Look) => void; fail: (error: Error) => void }[] = [];
  #clock = 0;
  #over = false;
  readonly sampler = new Sampler({
    look: () => this.#look(),
    now: () => ++this.#clock,
    emit: (event) => this.events.push(event),
  });

  #look(): Promise<Look> {
    // The sampler looks on and on; after the test it gets an answer that never comes.
    if (this.#over) return new Promise(() => undefined);
    return new Promise((answer, fail) => {
      this.#waiting.push({ answer, fail });
      this.#asked.emit('asked');
    });
  }

  get looksUnderWay(): number {
    return this.#waiting.length;
  }

  /** Resolves when the sampler looks: now, or as soon as it does. */
  async asked(): Promise<void> {
    if (this.#waiting.length === 0) await once(this.#asked, 'asked');
  }

  async answer(...rows: SocketRow[]): Promise<void> {
    await this.asked();
    this.#waiting.shift()?.answer({ rows, floods: this.floods });
  }

  async fail(message: string): Promise<void> {
    await this.asked();
    this.#waiting.shift()?.fail(new Error(message));
  }

  /** One look that shows these rows, and what was told of it. */
  async look(...rows: SocketRow[]) {
    const before = this.events.length;
    const looking = this.sampler.lookNow();
    await this.answer(...rows);
    const summary = await looking;
    const told = this.events.slice(before).flatMap(({ seen }) => seen.map(({ state }) => state));
    return { ...summary, told };
  }

  [Symbol.dispose](): void {
    this.#over = true;
    this.sampler.cadence(1, true);
  }
}

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

describe('when it looks', () => {
  test('a look that is asked for starts after the call, even where one is under way', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    const looking = kernel.sampler.lookNow();
    await kernel.answer(row('ESTABLISHED'));
    // This answer was read before the call: it does not count.
    await kernel.answer(row('FIN_WAIT1'));
    expect(await looking).toMatchObject({ looks: 2 });
    expect(kernel.events.map(({ seen }) => seen[0]?.state)).toEqual(['ESTABLISHED', 'FIN_WAIT1']);
  });

  test('one that is asked for while somebody waits is not made once nobody does', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    kernel.sampler.cadence(3_600_000, true);
    const looking = kernel.sampler.lookNow(true);
    await kernel.answer(row('ESTABLISHED'));
    // As whoever asked does when told of that state.
    kernel.sampler.cadence(3_600_000, false);
    expect(await looking).toMatchObject({ looks: 1 });
    expect(kernel.looksUnderWay).toBe(0);
  });

  test('one that somebody else waits for is made all the same', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    const looking = kernel.sampler.lookNow(true);
    kernel.sampler.cadence(5, true);
    await kernel.answer(row('ESTABLISHED'));
    await kernel.answer(row('FIN_WAIT1'));
    expect(await looking).toMatchObject({ looks: 2 });
  });

  test('several that are asked for at once share one look', async () => {
    using kernel = new Kernel();
    const both = Promise.all([kernel.sampler.lookNow(), kernel.sampler.lookNow()]);
    await kernel.answer();
    expect(await both).toMatchObject([{ looks: 1 }, { looks: 1 }]);
  });

  test('it goes on by itself once it has a cadence, also after an error', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.answer(row('SYN_SENT'));
    await kernel.fail('busy');
    await kernel.answer(row('ESTABLISHED'));
    await kernel.asked();
    expect(kernel.events).toHaveLength(2);
    expect(kernel.events.at(-1)).toMatchObject({ looks: 3, errors: 1 });
  });

  test('never twice at a time', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    kernel.sampler.nudge();
    kernel.sampler.cadence(1, true);
    void kernel.sampler.lookNow();
    await new Promise(setImmediate);
    expect(kernel.looksUnderWay).toBe(1);
  });

  test('not for a nudge before it has a cadence', async () => {
    using kernel = new Kernel();
    kernel.sampler.nudge();
    kernel.sampler.nudge(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(kernel.looksUnderWay).toBe(0);
    kernel.sampler.cadence(3_600_000, false);
    kernel.sampler.nudge(1);
    await kernel.asked();
  });

  test('a nudge brings the next look forward', async () => {
    using kernel = new Kernel();
    // Without the nudge this look would come in an hour, and Jest's limit first.
    kernel.sampler.cadence(3_600_000, true);
    kernel.sampler.nudge();
    await kernel.answer(row('ESTABLISHED'));
    kernel.sampler.nudge();
    await kernel.asked();
  });

  test('a shorter cadence counts at once', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(3_600_000, true);
    kernel.sampler.cadence(1, true);
    await kernel.asked();
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
