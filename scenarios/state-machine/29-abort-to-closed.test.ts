import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';
import { openingAtOnce } from './simultaneous-open.ts';

// RFC 9293 section 3.10.5, ABORT: the connection is deleted, and the peer told by RST in the states that tcp_need_reset()
// names. Linux has three ways to call it: close(2) with SO_LINGER 0, connect(2) to AF_UNSPEC, and `ss -K`.
scenario('linger 0 in ESTABLISHED: RST', { needs: 'wire', edge: 29 }, async ({ lab }) => {
  const { client, server } = await connected(lab, { client: { linger: 0 } });
  await client.close();

  await expect(client).toBeGone();
  await expect(client).toHaveSentReset();
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'CLOSED']);
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(server).toBeGone();
});

scenario(
  'connect to AF_UNSPEC in ESTABLISHED: RST, and the socket remains',
  { needs: 'wire', edge: 29 },
  async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.rawSocket({ name: 'client' });
    await client.connect(server);
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await client.disconnect();

    await expect(client).toBeGone();
    await expect(client).toHaveSentReset();
    await expect(server).toHaveFailedWith('ECONNRESET');
    await expect(server).toBeGone();
    // tcp_disconnect() leaves the application the error of a reset connection; then the socket is one like new.
    expect(await client.get('SO_ERROR')).toBe('ECONNRESET');
    expect((await client.receive()).errno).toBe('ENOTCONN');
  },
);

scenario('ss -K in ESTABLISHED: RST', { needs: 'wire', edge: 29 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.abort();

  await expect(client).toBeGone();
  await expect(client).toHaveSentReset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(server).toBeGone();
});

scenario('ss -K in SYN_RECV after an active open: RST', { needs: 'wire', edge: 29 }, async ({ lab }) => {
  const { left, right, toRight } = await openingAtOnce(lab);
  await left.abort();
  await expect(left).toBeGone();
  await expect(left).toHavePassedThrough(['SYN_SENT', 'SYN_RECV', 'CLOSED']);

  await toRight.lift();
  await expect(right).toHaveFailedWith('ECONNRESET');
  await expect(right).toBeGone();
  await expect(left).toHaveSentReset();
});

// The RST is numbered behind the FIN that the server never got, so it is not exact: the server asks by a challenge ACK
// (RFC 5961 section 3.2), which meets nobody, and the RST that answers it is.
scenario('ss -K in FIN_WAIT1: RST', { needs: 'wire', edge: 29 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const held = await lab.wire.hold({ from: client, flags: 'FIN' });
  await client.sendFin();
  await held.caught();
  await expect(client).toReachState('FIN_WAIT1');
  await client.abort();

  await expect(client).toBeGone();
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'CLOSED']);
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(server).toBeGone();
  await expect(client).toHaveSentReset();
  expect(await server.host.counterDeltas()).toMatchObject({ 'TcpExt.TCPChallengeACK': 1 });
});

scenario('ss -K in FIN_WAIT2: RST', { needs: 'wire', edge: 29 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  await client.abort();

  await expect(client).toBeGone();
  await expect(server).toBeGone();
  // tcp_reset(): in CLOSE_WAIT it is EPIPE, which an application that has read to the end learns when it writes.
  await server.write('too late');
  await expect(server).toHaveFailedWith('EPIPE');
  await expect(client).toHaveSentReset();
});

scenario('ss -K in CLOSE_WAIT: RST', { needs: 'wire', edge: 29 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).toReachState('FIN_WAIT2');
  await server.socket.abort();

  await expect(server).toBeGone();
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toBeGone();
  await expect(server).toHaveSentReset();
});

// In LAST_ACK all has been sent: the kernel forgets the socket, and the FIN that it would have sent again never comes.
scenario('ss -K in LAST_ACK: no RST', { needs: 'wire', edge: 29 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const lost = await lab.wire.drop({ from: client, flags: 'ACK', without: 'FIN' });
  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  await server.sendFin();
  await lost.caught();
  await expect(server).toReachState('LAST_ACK');
  await expect(client).toReachState('TIME_WAIT');
  const before = await server.host.counters();
  await server.socket.abort();

  await expect(server).toBeGone();
  await expect(server).toHavePassedThrough(['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
  await expect(lab).toHoldStates({ client: 'TIME_WAIT' }, { forMs: 100 });
  expect(await server.host.counterDeltas(before)).not.toHaveProperty(['Tcp.OutRsts']);
});
