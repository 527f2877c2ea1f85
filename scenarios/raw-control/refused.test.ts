import { expect, scenario } from 'halfclose';
import { fill } from './fill.ts';
import { connectedPair, listening } from './pair.ts';

const NOBODY_LISTENS = 9;

// RFC 9293 has LISTEN → SYN_SENT on send; Linux does not: __inet_stream_connect() refuses.
scenario('connect on a listener is refused with EISCONN, and it listens on', async ({ lab }) => {
  const server = await listening(lab);
  const client = await lab.rawSocket({ name: 'client' });

  expect(await server.connect({ host: client.host, port: NOBODY_LISTENS })).toMatchObject({
    errno: 'EISCONN',
  });
  await expect(server).toHaveFailedWith('EISCONN');
  await expect(lab).toHoldStates({ server: 'LISTEN' }, { forMs: 200 });
});

scenario('a listener that is shut down for reading is closed: accept says EINVAL', async ({ lab }) => {
  const server = await listening(lab);
  await expect(server).toReachState('LISTEN');
  await server.shutdown('read');

  await expect(server).toBeGone();
  const result = await server.accept();
  expect(result.errno).toBe('EINVAL');
  expect(() => result.socket).toThrow(expect.objectContaining({ code: 'SYSCALL_FAILED' }));
});

scenario('a closed port: connect(2) says so, and SO_ERROR has nothing left to say', async ({ lab }) => {
  const host = await lab.host({ name: 'server' });
  const client = await lab.rawSocket({ name: 'client' });

  expect((await client.connect({ host, port: NOBODY_LISTENS })).errno).toBe('ECONNREFUSED');
  await expect(client).toHaveFailedWith('ECONNREFUSED');
  expect(await client.get('SO_ERROR')).toBe(0);
});

// socket(7): reading SO_ERROR clears it.
scenario('nobody has waited for connect: SO_ERROR tells once', async ({ lab }) => {
  const host = await lab.host({ name: 'server' });
  const client = await lab.rawSocket({ name: 'client' });

  expect((await client.connect({ host, port: NOBODY_LISTENS }, { withinMs: 0 })).errno).toBe('EINPROGRESS');
  await expect(client).toBeGone();
  await expect(client).not.toHaveFailedWith('ECONNREFUSED', { withinMs: 50 });
  expect(await client.get('SO_ERROR')).toBe('ECONNREFUSED');
  expect(await client.get('SO_ERROR')).toBe(0);
  await expect(client).toHaveFailedWith('ECONNREFUSED');
});

scenario('nothing to accept, nothing to read, no room to write: EAGAIN after its time', async ({ lab }) => {
  const { client, server, accepted } = await connectedPair(lab);
  expect((await server.accept({ withinMs: 0 })).errno).toBe('EAGAIN');
  expect((await client.receive(1, { withinMs: 20 })).errno).toBe('EAGAIN');
  await fill(client, accepted);
  expect(await client.send('no room', { withinMs: 20 })).toMatchObject({ errno: 'EAGAIN', sent: 0 });
});

scenario('send after the own FIN: EPIPE', async ({ lab }) => {
  const { client } = await connectedPair(lab);
  await client.shutdown('write');
  expect(await client.send('late')).toMatchObject({ errno: 'EPIPE', sent: 0 });
});
