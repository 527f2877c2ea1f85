import { claim, expect, type LabHost, type RawSocket } from 'halfclose';

const PORT = 7000;

/** A socket with these options, bound to the port; or the error that bind(2) gave. */
async function bound(on: LabHost, name: string, option: 'SO_REUSEADDR' | 'SO_REUSEPORT') {
  const socket = await on.lab.rawSocket({ name, on });
  await socket.set(option, true);
  const { errno } = await socket.bind({ port: PORT });
  return { socket, errno };
}

const listen = async (socket: RawSocket) => (await socket.listen()).errno;

// man 7 socket, SO_REUSEADDR, SO_REUSEPORT; inet_csk_get_port() and inet_csk_listen_start() in
// net/ipv4/inet_connection_sock.c: SO_REUSEADDR shares a port with anything but a listener, SO_REUSEPORT with its like.
claim('K10', async ({ lab, K10 }) => {
  const shared = await lab.host({ name: 'shared' });
  const first = await bound(shared, 'first', 'SO_REUSEPORT');
  const second = await bound(shared, 'second', 'SO_REUSEPORT');
  await K10.says('with SO_REUSEPORT two sockets listen on one port', async () => {
    expect([first.errno, second.errno]).toEqual([undefined, undefined]);
    expect([await listen(first.socket), await listen(second.socket)]).toEqual([undefined, undefined]);
    await expect(lab).toHoldStates({ first: 'LISTEN', second: 'LISTEN' }, { forMs: 100 });
  });
  // Which of them gets a connection, the kernel decides; where one is gone, it is the other.
  await first.socket.close();
  await expect(first.socket).toBeGone();
  const client = await lab.rawSocket({ name: 'client' });
  await client.connect({ host: shared, port: PORT });
  await K10.says('and the second one is connected to', async () => {
    const { socket } = await second.socket.accept();
    await expect(socket).toReachState('ESTABLISHED');
    await expect(client).toReachState('ESTABLISHED');
  });

  const own = await lab.host({ name: 'own' });
  const alone = await bound(own, 'alone', 'SO_REUSEADDR');
  const beside = await bound(own, 'beside', 'SO_REUSEADDR');
  expect(await listen(alone.socket)).toBeUndefined();
  await expect(alone.socket).toReachState('LISTEN');
  await K10.says('with SO_REUSEADDR alone the second cannot listen, though it is bound', async () => {
    expect(beside.errno).toBeUndefined();
    expect(await listen(beside.socket)).toBe('EADDRINUSE');
  });
  await K10.says('and where the first listens, it cannot even be bound', async () => {
    expect((await bound(own, 'late', 'SO_REUSEADDR')).errno).toBe('EADDRINUSE');
  });
});
