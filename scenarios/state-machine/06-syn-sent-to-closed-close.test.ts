import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.4, CLOSE in SYN_SENT: nothing is sent. Forced by closing while the SYN-ACK is held.
scenario(
  'close before the SYN-ACK: gone without a RST, which only a late SYN-ACK gets',
  { needs: 'wire', edge: 6 },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ from: server, flags: 'SYN ACK' });
    const resets = await lab.wire.watch({ to: server, flags: 'RST' });
    const client = await lab.client({ to: server });
    await held.caught();
    await expect(client).toReachState('SYN_SENT');
    await expect(server).toReachState('SYN_RECV');

    await client.close();
    await expect(client).toBeGone();
    await expect(client).toHavePassedThrough(['SYN_SENT', 'CLOSED']);
    await expect(lab).toHoldStates({ server: 'SYN_RECV' }, { forMs: 100 });
    expect(await client.host.counterDeltas()).not.toHaveProperty(['Tcp.OutRsts']);

    await held.releaseOne();
    await resets.caught();
    await expect(server).toBeGone();
    expect(await client.host.counterDeltas()).toMatchObject({ 'Tcp.OutRsts': 1 });
    expect(await server.host.counterDeltas()).toMatchObject({ 'TcpExt.EmbryonicRsts': 1 });
  },
);
