import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.4, ACK of our SYN in SYN_RECV. Forced by holding the last ACK of the handshake, then letting
// go.
scenario(
  'the ACK of its SYN takes the server from SYN_RECV to ESTABLISHED',
  { needs: 'wire', edge: 9 },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN' });
    const client = await lab.client({ to: server });

    await held.caught();
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('SYN_RECV');
    await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'SYN_RECV' }, { forMs: 100 });

    await held.releaseOne();
    await expect(server).toReachState('ESTABLISHED');
    await expect(server).toHavePassedThrough(['SYN_RECV', 'ESTABLISHED']);
    await expect(client).toReachState('ESTABLISHED');
  },
);
