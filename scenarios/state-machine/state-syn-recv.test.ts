import { expect, scenario } from 'halfclose';

// A listener's child is in SYN_RECV until its SYN is acknowledged (RFC 9293 section 3.3.2): those ACKs are held.
scenario(
  'SYN_RECV stays as long as the ACK is held, and ends in ESTABLISHED',
  { needs: 'wire', holds: 'SYN_RECV' },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ to: server, flags: 'ACK' });
    const client = await lab.client({ to: server });

    await held.caught();
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('SYN_RECV');
    await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'SYN_RECV' }, { forMs: 2_000 });

    await held.lift();
    await expect(server).toReachState('ESTABLISHED');
    await client.write('after all');
    await expect(server).toHaveReceived('after all');
  },
);
