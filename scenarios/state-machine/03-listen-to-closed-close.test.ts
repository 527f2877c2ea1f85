import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.4, CLOSE in LISTEN. A child whose handshake is not over, for its ACK is held, gets RST for it.
scenario(
  'close of a listener: the port is gone, and with it the child in SYN_RECV',
  { needs: 'wire', edge: 3 },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN' });
    const client = await lab.client({ to: server });
    await held.caught();
    await expect(server).toReachState('SYN_RECV');
    await expect(client).toReachState('ESTABLISHED');

    await server.stopListening();
    await expect(server.listener).toBeGone();
    await expect(server.listener).toHavePassedThrough(['LISTEN', 'CLOSED']);
    await held.releaseOne();
    await expect(server).toBeGone();
    await expect(client).toHaveFailedWith('ECONNRESET');
    await expect(client).toBeGone();

    const late = await lab.client({ to: server });
    await expect(late).toHaveFailedWith('ECONNREFUSED');
  },
);

// Connections that nobody has accepted belong to the listener: inet_csk_listen_stop in net/ipv4/inet_connection_sock.c
// resets them.
for (const how of ['close()', 'shutdown(read)'] as const) {
  scenario(
    `${how} of a listener: the connection in its accept queue is reset`,
    { needs: 'wire', edge: 3 },
    async ({ lab }) => {
      const listener = await lab.rawSocket({ name: 'server' });
      await listener.bind({ port: 7000 });
      await listener.listen();
      const client = await lab.client({ to: listener });
      await expect(client).toReachState('ESTABLISHED');
      await expect(listener.connection(1)).toReachState('ESTABLISHED');

      if (how === 'close()') await listener.close();
      else await listener.shutdown('read');
      await expect(listener).toBeGone();
      await expect(listener).toHavePassedThrough(['LISTEN', 'CLOSED']);
      await expect(client).toHaveFailedWith('ECONNRESET');
      await expect(client).toBeGone();
      await expect(listener.connection(1)).toBeGone();
      // The descriptor is left by shutdown(2), and with it a socket that does not listen.
      if (how === 'shutdown(read)') expect(await listener.accept()).toMatchObject({ errno: 'EINVAL' });
    },
  );
}
