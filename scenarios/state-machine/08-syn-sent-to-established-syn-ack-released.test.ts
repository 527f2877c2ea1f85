import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.3, SYN-ACK in SYN_SENT. Forced by holding the SYN-ACK on the client's input.
scenario(
  'the SYN-ACK takes the client from SYN_SENT to ESTABLISHED',
  { needs: 'wire', edge: 8 },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ from: server, flags: 'SYN ACK' });
    const client = await lab.client({ to: server });

    await held.caught();
    await expect(client).toReachState('SYN_SENT');
    await expect(server).toReachState('SYN_RECV');
    await expect(lab).toHoldStates({ client: 'SYN_SENT', server: 'SYN_RECV' }, { forMs: 100 });

    await held.release();
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await expect(client).toHavePassedThrough(['SYN_SENT', 'ESTABLISHED']);
  },
);
