import { expect, scenario, type SettableOption } from 'halfclose';

scenario('options and calls that make no sense are refused by name', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  const socket = await lab.rawSocket({ name: 'socket', on: client.host });
  await expect(server).toReachState('ESTABLISHED');

  for (const each of [socket, client, server.socket]) {
    await expect(each.set('TCP_TELEPATHY' as SettableOption, 1)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
    });
    await expect(each.set('SO_LINGER', 5 as never)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    await expect(each.set('SO_ERROR' as SettableOption, 0)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    });
    await expect(each.set('TCP_SYNCNT', 200)).rejects.toMatchObject({
      code: 'SYSCALL_FAILED',
      message: expect.stringContaining('setsockopt: EINVAL'),
    });
  }

  expect(() => socket.address).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  expect(() => socket.connection(1)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  await expect(socket.bind({ port: 70_000 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  await expect(socket.bind({ address: 'server' })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  await expect(socket.receive(0)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  await expect(socket.shutdown('all' as 'both')).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  await expect(socket.abort()).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  expect((await socket.receive()).errno).toBe('ENOTCONN');
  await expect(lab.rawSocket({ name: 'socket' })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
});

scenario('a closed socket takes no more calls', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  const socket = await lab.rawSocket({ name: 'socket', on: client.host });
  await socket.close();
  await client.close();

  for (const closed of [socket, client]) {
    await expect(closed.set('TCP_NODELAY', true)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(`${closed.name} is closed`),
    });
    await expect(closed.get('TCP_NODELAY')).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  }
  await expect(socket.close()).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  await expect(socket.connect(server)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
});
