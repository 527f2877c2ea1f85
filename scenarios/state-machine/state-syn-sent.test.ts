import { expect, scenario } from 'halfclose';

// A client is in SYN_SENT until it is answered (RFC 9293 section 3.3.2): its SYNs are held, so nobody is there to
// answer.
scenario(
  'SYN_SENT stays as long as the SYN is held, and ends in ESTABLISHED',
  { needs: 'wire', holds: 'SYN_SENT' },
  async ({ lab }) => {
    const server = await lab.server();
    const held = await lab.wire.hold({ to: server, flags: 'SYN' });
    const client = await lab.client({ to: server });

    await held.caught();
    await expect(lab).toHoldStates({ client: 'SYN_SENT', 'server:listener': 'LISTEN' }, { forMs: 2_000 });

    await held.lift();
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
  },
);
