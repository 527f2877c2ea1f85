import { claim, expect, type LabHost, type RawSocket } from 'halfclose';
import { endedServer, restart } from './restarted-server.ts';

// man 7 socket, SO_REUSEADDR; inet_csk_get_port() and inet_bind_conflict() in net/ipv4/inet_connection_sock.c: what is
// bound to a port keeps it, TIME_WAIT too, unless both its socket and the new one have SO_REUSEADDR.
claim(['T6', 'T7'], async ({ lab, T6, T7 }) => {
  const plain = await endedServer(lab, 'plain', false);
  await T6.says('a restarted server fails with EADDRINUSE while TIME_WAIT lasts', async () => {
    const { server } = await restart(plain.host, 'plain-again', false);
    await expect(server).toHaveFailedWith('EADDRINUSE');
    await expect(plain.old).toReachState('TIME_WAIT');
  });
  const late = await restart(plain.host, 'with-reuse-too-late', true);
  await T7.says('it is enough that the restarted server sets it', () => {
    expect(late.errno).toBeUndefined();
  });
  await plain.old.abort();
  await expect(plain.old).toBeGone();
  await T6.says('it is TIME_WAIT that stands in the way: without it the same server binds', async () => {
    const { server } = await restart(plain.host, 'plain-at-last', false);
    await server.listen();
    await expect(server).toReachState('LISTEN');
  });

  const reusing = await endedServer(lab, 'reusing', true);
  const { server, errno } = await restart(reusing.host, 'reusing-again', true);
  await T7.says('a server that has always set it binds and listens, and is reached', async () => {
    expect(errno).toBeUndefined();
    await server.listen();
    await expect(server).toReachState('LISTEN');
    await expect(reusing.old).toReachState('TIME_WAIT');
    await isServed(server, reusing.client.host);
  });
  await T7.instead(
    'the old connection’s socket needs it as well, or bind fails with EADDRINUSE',
    async () => {
      expect(late.errno).toBe('EADDRINUSE');
      await expect(late.server).toHaveFailedWith('EADDRINUSE');
    },
  );
});

// RFC 9293 section 3.4.3 (RFC 793 section 3.3), the quiet time concept: a host that has lost its sequence numbers; one
// that has TIME_WAIT has them still. tcp_timewait_state_process() takes a SYN that is newer: RFC 6191, RFC 9293
// section 3.10.7.4.
claim('T10', async ({ lab, T10 }) => {
  const { host, old, client } = await endedServer(lab, 'server', true);
  const { server, errno } = await restart(host, 'server-again', true);
  await T10.says('it can bind', async () => {
    expect(errno).toBeUndefined();
    await server.listen();
    await expect(server).toReachState('LISTEN');
  });
  const stranger = await lab.rawSocket({ name: 'stranger' });
  const { errno: refused } = await stranger.connect(server);
  await T10.says('it takes no connection as long as TIME_WAIT lasts', async () => {
    await expect(old).toReachState('TIME_WAIT');
    expect(refused).toBeDefined();
  });
  await T10.instead('both ends have a connection at once, beside TIME_WAIT', async () => {
    await expect(stranger).toReachState('ESTABLISHED');
    await expect((await server.accept()).socket).toReachState('ESTABLISHED');
    await expect(old).toReachState('TIME_WAIT');
  });
  await T10.instead('even between the same four ends, in the place of TIME_WAIT', async () => {
    const same = await lab.rawSocket({ name: 'same-again', on: client.host });
    await same.bind(client.address);
    expect((await same.connect(server)).errno).toBeUndefined();
    await expect(same).toReachState('ESTABLISHED');
    await expect((await server.accept()).socket).toReachState('ESTABLISHED');
    await expect(old).toBeGone();
  });
});

async function isServed(server: RawSocket, on: LabHost): Promise<void> {
  const client = await on.lab.rawSocket({ name: 'later-client', on });
  expect((await client.connect(server)).errno).toBeUndefined();
  await expect(client).toReachState('ESTABLISHED');
  await expect((await server.accept()).socket).toReachState('ESTABLISHED');
}
