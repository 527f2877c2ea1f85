import { expect, scenario, type RawSocket } from 'halfclose';

// RFC 9293 calls CLOSED fictional: no connection at all. Linux has it as the state of a socket that is not connected,
// which `ss` does not list, so that looks alone could not tell it from no socket. The kernel's own word is ENOTCONN from
// recv(2): tcp_recvmsg_locked() gives it in CLOSED and LISTEN alone. A socket is in CLOSED when it is made, and again
// after connect(2) to AF_UNSPEC; connect(2) lets it go.
scenario('CLOSED stays as long as nobody connects the socket', { holds: 'CLOSED' }, async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.rawSocket({ name: 'client' });
  expect(await errorOfReceive(client)).toBe('ENOTCONN');

  await client.connect(server);
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  expect(await errorOfReceive(client)).toBe('EAGAIN');

  await client.disconnect();
  // tcp_disconnect() leaves it the error of a reset connection, which is told once.
  expect(await client.get('SO_ERROR')).toBe('ECONNRESET');
  await expect(client).toBeGone();
  await expect(server.connection(1)).toBeGone();
  await expect(lab).toHoldStates({ client: 'CLOSED' }, { forMs: 2_000 });
  expect(await errorOfReceive(client)).toBe('ENOTCONN');

  await client.connect(server);
  await expect(client).toReachState('ESTABLISHED');
  await expect(server.connection(2)).toReachState('ESTABLISHED');
});

async function errorOfReceive(socket: RawSocket): Promise<string | undefined> {
  return (await socket.receive(1, { withinMs: 0 })).errno;
}
