import { expect, scenario } from 'halfclose';
import { connectedPair, listening } from './pair.ts';

scenario('a connection over IPv6, and an option of each end', async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab, 'ipv6');
  await client.set('TCP_NODELAY', true);
  expect(await client.get('TCP_NODELAY')).toBe(true);
  expect(await accepted.get('TCP_NODELAY')).toBe(false);
  await client.send('over IPv6');
  expect((await accepted.receive()).data.toString()).toBe('over IPv6');
});

// tcp(7), TCP_DEFER_ACCEPT: the last ACK of the handshake is not enough, the first bytes are.
scenario('TCP_DEFER_ACCEPT keeps the server in SYN_RECV until data comes', async ({ lab }) => {
  const server = await lab.rawSocket({ name: 'server' });
  await server.set('TCP_DEFER_ACCEPT', 30);
  await server.bind({ port: 7000 });
  await server.listen();
  const client = await lab.rawSocket({ name: 'client' });
  await client.connect(server);

  await expect(client).toReachState('ESTABLISHED');
  await expect(server.connection(1)).toReachState('SYN_RECV');
  expect((await server.accept({ withinMs: 0 })).errno).toBe('EAGAIN');

  await client.send('here I am');
  const { socket } = await server.accept();
  await expect(socket).toReachState('ESTABLISHED');
  expect((await socket.receive()).data.toString()).toBe('here I am');
});

// RFC 7413; ip-sysctl, tcp_fastopen: 1 client, 2 server, 4 and 0x200: either without a cookie.
scenario('Fast Open: the SYN carries the first bytes', async ({ lab }) => {
  const sysctls = { 'net.ipv4.tcp_fastopen': 0x1 | 0x2 | 0x4 | 0x200 };
  const server = await lab.rawSocket({ name: 'server', sysctls });
  await server.bind({ port: 7000 });
  await server.set('TCP_FASTOPEN', 5);
  await server.listen();
  const client = await lab.rawSocket({ name: 'client', sysctls });
  await client.set('TCP_FASTOPEN_CONNECT', true);

  expect((await client.connect(server)).errno).toBeUndefined();
  expect((await client.send('in the SYN')).sent).toBe(10);
  const { socket } = await server.accept();
  expect((await socket.receive()).data.toString()).toBe('in the SYN');
  await expect(client).toReachState('ESTABLISHED');
  expect(await server.host.counterDeltas()).toMatchObject({ 'TcpExt.TCPFastOpenPassive': 1 });
});

scenario('a socket that is to be bound twice, or to what is taken, is told so', async ({ lab }) => {
  const server = await listening(lab);
  const other = await lab.rawSocket({ name: 'other', on: server.host });
  expect((await other.bind({ port: 7000 })).errno).toBe('EADDRINUSE');
  expect(await other.bind()).toMatchObject({ local: { address: server.host.ip('ipv4') } });
  expect((await other.bind()).errno).toBe('EINVAL');
  await expect(other).toHaveFailedWith('EADDRINUSE');
});

// The descriptor is node's; its options are the kernel's.
scenario('options of node’s own sockets', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');

  await client.set('TCP_USER_TIMEOUT', 1_500);
  expect(await client.get('TCP_USER_TIMEOUT')).toBe(1_500);
  await server.set('TCP_QUICKACK', false);
  expect(await server.get('TCP_QUICKACK')).toBe(false);
  expect(await client.get('SO_ERROR')).toBe(0);
});
