import { describe, expect, test } from '@jest/globals';
import { Bench, eventually, receiveQueue } from './test-bench.ts';

const bytes = (text: string) => Buffer.from(text);

describe('closing', () => {
  test('onFin `close` answers a FIN with a FIN, and both ends are closed', async () => {
    await using bench = new Bench();
    await bench.pair();
    await bench.sockets.get('client').sendFin();
    await Promise.all([bench.heard('client', 'closed'), bench.heard('server/1', 'closed')]);
    expect(bench.kindsOf('client')).toEqual(['connecting', 'connected', 'sent-fin', 'fin', 'closed']);
    expect(bench.kindsOf('server/1')).toEqual(['accepted', 'fin', 'sent-fin', 'closed']);
  });

  test('onFin `ignore` leaves its own half open: what it writes later arrives', async () => {
    await using bench = new Bench();
    await bench.pair({ server: { onFin: 'ignore' } });
    await bench.sockets.get('client').sendFin();
    await bench.heard('server/1', 'fin');
    bench.sockets.get('server/1').write(bytes('late'));
    await bench.hasReceived('client', 4);
    expect(bench.receivedBy('client').toString()).toBe('late');
    expect(bench.kindsOf('client')).not.toContain('fin');
    expect(bench.kindsOf('server/1')).not.toContain('closed');
  });

  test('sendFin comes after what was written before it', async () => {
    await using bench = new Bench();
    await bench.pair();
    bench.sockets.get('client').write(bytes('all of this'));
    await bench.sockets.get('client').sendFin();
    await bench.heard('server/1', 'fin');
    expect(bench.receivedBy('server/1').toString()).toBe('all of this');
  });

  test.each(['sendFin', 'close', 'reset'] as const)(
    'what is written after %s() is refused, and ends nothing',
    async (end) => {
      await using bench = new Bench();
      await bench.pair({ server: { onFin: 'ignore' } });
      const client = bench.sockets.get('client');
      await client[end]();
      expect(() => client.write(bytes('too late'))).toThrow(
        expect.objectContaining({
          code: 'INVALID_OPTION',
          message: `nothing can be written to client: ${end}() was called before`,
        }),
      );
      expect(bench.kindsOf('client')).not.toContain('error');
    },
  );

  test('sendFin with more unsent than the kernel takes does not wait for the peer to read it', async () => {
    await using bench = new Bench();
    await bench.pair({ server: { reading: 'paused' } });
    const much = Buffer.alloc(16 * 1024 * 1024, 'x');
    bench.sockets.get('client').write(much);
    await bench.sockets.get('client').sendFin();
    expect(bench.kindsOf('server/1')).toEqual(['accepted']);
    bench.sockets.get('server/1').read('on');
    await bench.heard('server/1', 'fin');
    expect(bench.receivedBy('server/1')).toHaveLength(much.length);
  });

  test('sendFin twice, and after close, changes nothing', async () => {
    await using bench = new Bench();
    await bench.pair({ server: { onFin: 'ignore' } });
    const client = bench.sockets.get('client');
    await client.sendFin();
    await client.sendFin();
    await client.close();
    await client.sendFin();
    await client.close();
    expect(bench.kindsOf('client')).toEqual(['connecting', 'connected', 'sent-fin', 'closed']);
  });

  test('close sends FIN, not RST', async () => {
    await using bench = new Bench();
    await bench.pair();
    await bench.sockets.get('client').close();
    await bench.heard('server/1', 'closed');
    expect(bench.kindsOf('server/1')).toEqual(['accepted', 'fin', 'sent-fin', 'closed']);
  });

  test.each([
    ['close with linger 0', 'close', { linger: 0 }],
    ['reset', 'reset', {}],
  ] as const)('%s sends RST', async (_what, how, client) => {
    await using bench = new Bench();
    await bench.pair({ client });
    await bench.sockets.get('client')[how]();
    expect(await bench.heard('server/1', 'error')).toMatchObject({ errno: 'ECONNRESET', syscall: 'read' });
    await bench.heard('server/1', 'closed');
    expect(bench.kindsOf('server/1')).toEqual(['accepted', 'error', 'closed']);
  });

  test('linger 0 at an accepted connection sends RST too', async () => {
    await using bench = new Bench();
    await bench.pair({ server: { linger: 0 } });
    await bench.sockets.get('server/1').close();
    expect(await bench.heard('client', 'error')).toMatchObject({ errno: 'ECONNRESET' });
  });

  // RFC 1122 section 4.2.2.13: closing with received data unread aborts the connection.
  test('close with unread data sends RST', async () => {
    await using bench = new Bench();
    const { client, server } = await bench.pair({ server: { reading: 'paused' } });
    bench.sockets.get('client').write(bytes('unread'));
    await eventually(() => receiveQueue(server, client) === 6);
    await bench.sockets.get('server/1').close();
    expect(await bench.heard('client', 'error')).toMatchObject({ errno: 'ECONNRESET' });
  });

  test('a write into a connection that was reset fails', async () => {
    await using bench = new Bench();
    await bench.pair({ client: { reading: 'paused' } });
    await bench.sockets.get('server/1').reset();
    const client = bench.sockets.get('client');
    await eventually(() => {
      client.write(bytes('x'));
      return bench.kindsOf('client').includes('error');
    });
    expect(await bench.heard('client', 'error')).toMatchObject({
      errno: expect.stringMatching(/^(EPIPE|ECONNRESET)$/),
      syscall: 'write',
    });
  });
});

describe('pausing', () => {
  // Each waits for a byte that goes another way round, so that a read in the meantime would have happened.
  const roundTrip = async (bench: Bench) => {
    const before = bench.receivedBy('client').length;
    bench.sockets.get('server/1').write(bytes('!'));
    await bench.hasReceived('client', before + 1);
  };

  test('an accepted connection that never reads leaves all in the kernel', async () => {
    await using bench = new Bench();
    const { client, server } = await bench.pair({ server: { reading: 'paused' } });
    bench.sockets.get('client').write(bytes('12345'));
    await eventually(() => receiveQueue(server, client) === 5);
    await roundTrip(bench);
    expect(receiveQueue(server, client)).toBe(5);
    expect(bench.receivedBy('server/1')).toHaveLength(0);
  });

  test('a connecting socket that never reads leaves all in the kernel', async () => {
    await using bench = new Bench();
    const { client, server } = await bench.pair({ client: { reading: 'paused' } });
    bench.sockets.get('server/1').write(bytes('12345'));
    await eventually(() => receiveQueue(client, server) === 5);
    bench.sockets.get('client').write(bytes('!'));
    await bench.hasReceived('server/1', 1);
    expect(receiveQueue(client, server)).toBe(5);
  });

  test('one that has read before stops for good', async () => {
    await using bench = new Bench();
    const { client, server } = await bench.pair();
    bench.sockets.get('client').write(bytes('abc'));
    await bench.hasReceived('server/1', 3);
    bench.sockets.get('server/1').read('paused');
    bench.sockets.get('client').write(bytes('12345'));
    await eventually(() => receiveQueue(server, client) === 5);
    await roundTrip(bench);
    expect(receiveQueue(server, client)).toBe(5);
    expect(bench.receivedBy('server/1').toString()).toBe('abc');
  });

  test.each([1, 2, 3])('and reads on when told to: paused and resumed %d times', async (times) => {
    await using bench = new Bench();
    const { client, server } = await bench.pair();
    bench.sockets.get('client').write(bytes('abc'));
    await bench.hasReceived('server/1', 3);
    for (let round = 1; round <= times; round++) {
      bench.sockets.get('server/1').read('paused');
      bench.sockets.get('client').write(bytes('12345'));
      await eventually(() => receiveQueue(server, client) === 5);
      bench.sockets.get('server/1').read('on');
      await bench.hasReceived('server/1', 3 + 5 * round);
    }
    expect(receiveQueue(server, client)).toBe(0);
  });

  test('paused in the middle of a stream loses nothing', async () => {
    await using bench = new Bench();
    await bench.pair();
    const much = Buffer.alloc(3_000_000, Buffer.from(Array.from({ length: 251 }, (_, index) => index)));
    bench.sockets.get('client').write(much);
    await bench.hasReceived('server/1', 1);
    bench.sockets.get('server/1').read('paused');
    await roundTrip(bench);
    bench.sockets.get('server/1').read('on');
    await bench.hasReceived('server/1', much.length);
    expect(bench.receivedBy('server/1').equals(much)).toBe(true);
  });

  test('a FIN is not noticed while paused, and is when reading again', async () => {
    await using bench = new Bench();
    await bench.pair({ server: { reading: 'paused' } });
    await bench.sockets.get('client').sendFin();
    await roundTrip(bench);
    expect(bench.kindsOf('server/1')).toEqual(['accepted']);
    bench.sockets.get('server/1').read('on');
    await bench.heard('server/1', 'fin');
  });
});
