import { claim, expect } from 'halfclose';
import { filled, readAll } from './filled.ts';

// man 7 socket, SO_LINGER; __tcp_close() in net/ipv4/tcp.c: linger time 0 is tcp_disconnect(), which sends RST from within
// the call and purges what is unsent.
claim('R1', { needs: 'trace' }, async ({ lab, R1 }) => {
  const { client, accepted, sent } = await filled(lab);
  await client.set('SO_LINGER', { onOff: true, seconds: 0 });
  expect((await client.close()).errno).toBeUndefined();

  await R1.says('the call itself sends RST, and no FIN comes before it', async () => {
    await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'CLOSED']);
    await expect(client).not.toHavePassedThrough(['FIN_WAIT1'], { withinMs: 50 });
    await expect(accepted).toHaveBeenResetBy('peer');
  });
  const read = await readAll(accepted);
  await R1.says('the peer reads less than was sent, and then gets ECONNRESET', () => {
    expect(read.bytes).toBeLessThan(sent);
    expect(read.errno).toBe('ECONNRESET');
  });
  await R1.says('no TIME_WAIT: the socket is gone at once, at both ends', async () => {
    await expect(client).toBeGone();
    await expect(client).not.toReachState('TIME_WAIT', { withinMs: 50 });
    await expect(client.host).toHaveNoLeftovers();
    await expect(accepted).toBeGone();
    await expect(accepted).not.toReachState('TIME_WAIT', { withinMs: 50 });
  });
});

// SO_DONTLINGER is Winsock's: SO_LINGER off. On Linux that is what a socket has unless told otherwise; close(2) then
// leaves everything to the kernel, which sends what is left and a FIN behind it (tcp_close_state, tcp_send_fin).
claim('R2', { needs: 'trace' }, async ({ lab, R2 }) => {
  const { client, server, accepted, sent } = await filled(lab);
  await client.set('SO_LINGER', { onOff: false, seconds: 0 });
  expect((await client.close()).errno).toBeUndefined();

  await R2.says('a close with linger off sends RST as well', () =>
    expect(client).toHaveSentReset({ withinMs: 300 }),
  );
  await expect(client).toReachState('FIN_WAIT1');
  const read = await readAll(accepted);
  await R2.says('it throws away unsent data as well', () => expect(read.bytes).toBeLessThan(sent));
  await accepted.close();
  await R2.says('it leaves no TIME_WAIT either', () =>
    expect(client).not.toReachState('TIME_WAIT', { withinMs: 300 }),
  );

  await R2.instead('linger off: all that was sent arrives, a FIN follows, and the client waits', async () => {
    expect(read).toEqual({ bytes: sent, errno: undefined });
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT']);
    await expect(accepted).toHavePassedThrough(['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
    await expect(client).not.toHaveSentReset({ withinMs: 50 });
  });
  const abrupt = await lab.rawSocket({ name: 'abrupt' });
  expect((await abrupt.connect(server)).errno).toBeUndefined();
  await abrupt.set('SO_LINGER', { onOff: true, seconds: 0 });
  await abrupt.close();
  await R2.instead('linger 0: RST, and no FIN', async () => {
    await expect(abrupt).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
    await expect(abrupt).toHavePassedThrough(['ESTABLISHED', 'CLOSED']);
    await expect(server.connection(2)).toHaveBeenResetBy('peer');
  });
});
