import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.4, CLOSE in LISTEN. A child whose handshake is not over, for its ACK is held, gets RST for it.
scenario(
  'close of a listener: the port is gone, and with it the child in SYN_RECV',
  { edge: 3 },
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
