import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.2, a SYN at a listener. The child rests in SYN_RECV because the ACK of its SYN is held.
scenario(
  'a SYN at a listener makes a child in SYN_RECV, the listener stays',
  { needs: 'wire', edge: 4 },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN' });
    const client = await lab.client({ to: server });

    await expect(server).toReachState('SYN_RECV');
    await expect(client).toReachState('ESTABLISHED');
    await held.caught();
    await expect(lab).toHoldStates(
      { client: 'ESTABLISHED', server: 'SYN_RECV', 'server:listener': 'LISTEN' },
      { forMs: 100 },
    );
    // A request, not a socket yet: no descriptor refers to it (inet_reqsk_alloc in net/ipv4/inet_connection_sock.c).
    expect(server.socket.track.sightings.at(-1)?.row).toMatchObject({ state: 'SYN_RECV', inode: 0 });
    await expect(server).toHavePassedThrough(['SYN_RECV']);
  },
);
