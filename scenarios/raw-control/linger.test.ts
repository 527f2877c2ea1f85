import { expect, scenario } from 'halfclose';
import { fill } from './fill.ts';
import { connectedPair } from './pair.ts';

// socket(7), SO_LINGER; inet_release(): close(2) waits for what is unsent, for the time that was set at most.
scenario('linger 5 s, the peer does not read: close blocks until it does', async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await fill(client, accepted);
  await client.set('SO_LINGER', { onOff: true, seconds: 5 });

  const order: string[] = [];
  const closing = client.close().then(({ errno }) => {
    expect(errno).toBeUndefined();
    order.push('close has returned');
  });
  await expect(client).toReachState('FIN_WAIT1');
  order.push('the peer reads');
  while ((await accepted.receive(1_000_000)).data.length > 0);
  await closing;

  expect(order).toEqual(['the peer reads', 'close has returned']);
  await expect(client).toReachState('FIN_WAIT2');
});

scenario('linger 1 s, the peer never reads: close gives up, the FIN stays in the queue', async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await fill(client, accepted);
  await client.set('SO_LINGER', { onOff: true, seconds: 1 });
  expect(await client.get('SO_LINGER')).toEqual({ onOff: true, seconds: 1 });

  // tcp_close() has no result to give: it is the peer's unread bytes that say that not all went out.
  const { errno, durationMs } = await client.close();
  expect(errno).toBeUndefined();
  expect(durationMs).toBeGreaterThanOrEqual(1_000);
  await expect(client).toReachState('FIN_WAIT1');
  await expect(accepted).toHaveUnread();
});

scenario('linger 0: close sends RST', async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.set('SO_LINGER', { onOff: true, seconds: 0 });
  await client.close();

  expect((await accepted.receive()).errno).toBe('ECONNRESET');
  await expect(client).toBeGone();
  await expect(client).toHaveSentReset();
  await expect(accepted).toBeGone();
});

// tcp(7), TCP_LINGER2: below 0 an orphan is not kept in FIN_WAIT2 at all (tcp_rcv_state_process, tcp_close).
scenario('TCP_LINGER2 −1: the orphan leaves FIN_WAIT2 with RST', async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.set('TCP_LINGER2', -1);
  await client.shutdown('write');
  await expect(client).toReachState('FIN_WAIT2');
  await client.close();

  await expect(client).toBeGone();
  // In CLOSE_WAIT a RST is EPIPE (tcp_reset), and recv(2) goes on to tell the FIN that came before it (SOCK_DONE).
  expect(await accepted.receive()).toMatchObject({ data: Buffer.alloc(0) });
  expect((await accepted.send('too late')).errno).toBe('EPIPE');
  await expect(client).toHaveSentReset();
});
