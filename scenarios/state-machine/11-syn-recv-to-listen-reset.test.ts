import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.4, RST in SYN_RECV after a passive open. Forced by a reset of the client while its ACK is
// held.
scenario(
  'a RST ends the child in SYN_RECV, the listener goes on',
  { needs: 'wire', edge: 11 },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN RST' });
    const client = await lab.client({ to: server });
    await held.caught();
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('SYN_RECV');

    await client.reset();
    await expect(server).toBeGone();
    await expect(client).toBeGone();
    await expect(server).toHavePassedThrough(['SYN_RECV', 'CLOSED']);
    await expect(server.listener).toReachState('LISTEN');
    // The kernel's counters leave no gap as looks do: an attempt failed, no connection was reset.
    const counted = await server.host.counterDeltas();
    expect(counted).toMatchObject({ 'TcpExt.EmbryonicRsts': 1, 'Tcp.AttemptFails': 1 });
    expect(counted).not.toHaveProperty(['Tcp.EstabResets']);
    expect(counted).not.toHaveProperty(['Tcp.OutRsts']);

    // Linux has no way back to LISTEN because the listener never left it: the next connection comes in.
    await held.discard();
    await held.lift();
    const next = await lab.client({ to: server });
    await expect(next).toReachState('ESTABLISHED');
    await expect(server.connection(2)).toReachState('ESTABLISHED');
  },
);
