import { claim, expect, type CallResult, type RawSocket } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';
import { filled, readAll } from './filled.ts';

/** Calls close(2) and goes on while it blocks; `returned` has its answer as soon as there is one. */
function beginClose(socket: RawSocket, blocking: boolean) {
  const returned: CallResult[] = [];
  const over = socket.close({ blocking }).then((result) => {
    returned.push(result);
  });
  return { returned, over };
}

// inet_release(); sk_stream_wait_close() in net/core/stream.c: close(2) waits for the end of FIN_WAIT1, CLOSING or LAST_ACK,
// that is for the acknowledgement of the FIN, which acknowledges all data before it too; for sk_lingertime at most.
claim('R3', { needs: 'wire' }, async ({ lab, R3 }) => {
  const { client, server, accepted } = await connectedPair(lab);
  const held = await lab.wire.hold({ from: accepted });
  await client.set('SO_LINGER', { onOff: true, seconds: 30 });
  await client.send('data');
  const { returned, over } = beginClose(client, true);
  await expect(client).toReachState('FIN_WAIT1');
  await expect(accepted).toReachState('CLOSE_WAIT');

  await R3.says('close() blocks while data and FIN have arrived and are not acknowledged', async () => {
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', [accepted.name]: 'CLOSE_WAIT' }, { forMs: 300 });
    expect(returned).toEqual([]);
  });
  await held.lift();
  await R3.says('it returns once they are acknowledged, though the peer has not read them', async () => {
    await over;
    await expect(client).toReachState('FIN_WAIT2');
    await expect(accepted).toHaveUnread();
  });

  const second = await lab.rawSocket({ name: 'second' });
  await second.connect(server);
  const unreachable = (await server.accept()).socket;
  await lab.wire.drop({ from: second });
  await second.set('SO_LINGER', { onOff: true, seconds: 1 });
  await second.send('data');
  const { durationMs } = await second.close({ blocking: true });
  await R3.says('it returns when the time is over, though nothing is acknowledged', async () => {
    expect(durationMs).toBeGreaterThanOrEqual(1_000);
    await expect(second).toReachState('FIN_WAIT1');
    await expect(unreachable).toReachState('ESTABLISHED');
  });
});

// __tcp_close() returns nothing, and inet_release() always 0: neither tells that time ran out. What is in the queue stays
// there, the FIN behind it; the socket is an orphan then, which tcp_orphan_retries ends, and nothing else.
claim(['R4', 'R5'], { needs: 'trace' }, async ({ lab, R4, R5 }) => {
  const { client, accepted, sent } = await filled(lab);
  await client.set('SO_LINGER', { onOff: true, seconds: 1 });
  const { errno, durationMs } = await client.close({ blocking: true });
  await expect(client).toReachState('FIN_WAIT1');

  // EWOULDBLOCK and EAGAIN are one number on Linux.
  await R4.says('close() returns EWOULDBLOCK', () => expect(errno).toBe('EAGAIN'));
  await R4.instead('close() returns 0 after that time, with data and FIN not out yet', async () => {
    expect(errno).toBeUndefined();
    expect(durationMs).toBeGreaterThanOrEqual(1_000);
    expect(client.track.sightings.at(-1)?.row?.sendQ).toBeGreaterThan(0);
    await expect(accepted).toReachState('ESTABLISHED');
  });

  await R5.says('a RST is sent', () => expect(client).toHaveSentReset({ withinMs: 300 }));
  const read = await readAll(accepted);
  await R5.says('unsent data is dropped: the peer reads less than was sent', () =>
    expect(read.bytes).toBeLessThan(sent),
  );
  await accepted.close();
  await R5.says('there is no TIME_WAIT', () =>
    expect(client).not.toReachState('TIME_WAIT', { withinMs: 300 }),
  );
  await R5.instead('all data goes out as the peer reads, the FIN follows, then TIME_WAIT', async () => {
    expect(read).toEqual({ bytes: sent, errno: undefined });
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT']);
    await expect(accepted).toHavePassedThrough(['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
    await expect(client).not.toHaveSentReset({ withinMs: 50 });
  });
});

// The same: inet_release() does not ask for O_NONBLOCK.
claim('R6', { needs: 'wire' }, async ({ lab, R6 }) => {
  const { client, accepted } = await connectedPair(lab);
  expect((await client.receive(1, { withinMs: 0 })).errno).toBe('EAGAIN');
  const held = await lab.wire.hold({ from: accepted });
  await client.set('SO_LINGER', { onOff: true, seconds: 30 });
  await client.send('data');
  const { returned, over } = beginClose(client, false);
  await expect(client).toReachState('FIN_WAIT1');
  await expect(accepted).toReachState('CLOSE_WAIT');
  await expect(lab).toHoldStates({ client: 'FIN_WAIT1', [accepted.name]: 'CLOSE_WAIT' }, { forMs: 300 });

  const meanwhile = [...returned];
  await R6.says('close() returns while nothing is acknowledged', () => expect(meanwhile).toHaveLength(1));
  await held.lift();
  await over;
  await R6.says('close() returns EWOULDBLOCK', () => expect(returned[0]?.errno).toBe('EAGAIN'));
  await R6.instead('it blocks until data and FIN are acknowledged, and returns 0', async () => {
    expect(meanwhile).toEqual([]);
    expect(returned).toEqual([{ durationMs: expect.any(Number) }]);
    await expect(client).toReachState('FIN_WAIT2');
    await expect(accepted).toHaveUnread();
  });
});
