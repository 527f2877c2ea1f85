import { expect, scenario } from 'halfclose';
import { connectedPair, listening } from './pair.ts';

// tcp_disconnect(): a connection that is not over is reset; the descriptor stays.
scenario('connect to AF_UNSPEC sends RST, and the socket can connect anew', async ({ lab }) => {
  const { client, server, accepted } = await connectedPair(lab);

  expect((await client.disconnect()).errno).toBeUndefined();
  await expect(client).toBeGone();
  expect((await accepted.receive()).errno).toBe('ECONNRESET');
  await expect(client).toHaveSentReset();

  expect((await client.connect(server)).errno).toBeUndefined();
  await expect(client).toReachState('ESTABLISHED');
  await expect(server.connection(2)).toReachState('ESTABLISHED');
});

// tcp_abort() for SOCK_DESTROY: the peer gets RST, the application ECONNABORTED.
scenario('ss -K: the peer gets RST, the own application ECONNABORTED', async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.abort();

  await expect(client).toBeGone();
  expect((await client.receive()).errno).toBe('ECONNABORTED');
  expect((await accepted.receive()).errno).toBe('ECONNRESET');
  await expect(client).toHaveSentReset();
});

scenario('ss -K ends TIME_WAIT, which nobody is told', async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.close();
  await accepted.close();
  await expect(client).toReachState('TIME_WAIT');

  await client.abort();
  await expect(client).toBeGone();
  await expect(client.abort()).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('its kernel has no such socket'),
  });
});

scenario('ss -K on node’s own sockets, a listener among them', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');

  await server.socket.abort();
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(server).toHaveFailedWith('ECONNABORTED');

  await server.listener.abort();
  await expect(server.listener).toBeGone();
});

scenario('ss -K on a connection that nobody has accepted', async ({ lab }) => {
  const server = await listening(lab);
  const client = await lab.rawSocket({ name: 'client' });
  await client.connect(server);
  await expect(server.connection(1)).toReachState('ESTABLISHED');

  await server.connection(1).abort();
  await expect(server.connection(1)).toBeGone();
  expect((await client.receive()).errno).toBe('ECONNRESET');
});
