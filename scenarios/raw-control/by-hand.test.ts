import { expect, scenario } from 'halfclose';

scenario('a connection made, used and ended by system calls', async ({ lab }) => {
  const server = await lab.rawSocket({ name: 'server' });
  const client = await lab.rawSocket({ name: 'client' });

  await server.bind({ port: 7000 });
  await server.listen(1);
  await expect(server).toReachState('LISTEN');

  // Nobody has accepted it: the kernel completes the handshake by itself.
  await client.bind({ port: 40_000 });
  expect(await client.connect(server)).toEqual({ durationMs: expect.any(Number) });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server.connection(1)).toReachState('ESTABLISHED');

  expect(await client.send('hello')).toMatchObject({ sent: 5 });
  await expect(server.connection(1)).toHaveUnread(5);
  const { socket } = await server.accept();
  expect(socket).toBe(server.connection(1));
  expect(await socket.receive()).toMatchObject({ data: Buffer.from('hello') });
  await expect(socket).toHaveReceived('hello');

  await client.shutdown('write');
  expect(await socket.receive()).toMatchObject({ data: Buffer.alloc(0) });
  await expect(client).toReachState('FIN_WAIT2');
  await expect(socket).toReachState('CLOSE_WAIT');

  await socket.close();
  await expect(client).toReachState('TIME_WAIT');
  await expect(socket).toBeGone();
  await expect(client).toHavePassedThrough([
    'SYN_SENT',
    'ESTABLISHED',
    'FIN_WAIT1',
    'FIN_WAIT2',
    'TIME_WAIT',
  ]);
});
