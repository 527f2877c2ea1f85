import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// A closing end is in FIN_WAIT1 until its FIN is acknowledged (RFC 9293 section 3.3.2): those ACKs are held.
scenario(
  'FIN_WAIT1 stays as long as the ACK is held, and ends in FIN_WAIT2',
  { needs: 'wire', holds: 'FIN_WAIT1' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const held = await lab.wire.hold({ to: client, flags: 'ACK' });
    await client.sendFin();

    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'CLOSE_WAIT' }, { forMs: 2_000 });

    await held.lift();
    await expect(client).toReachState('FIN_WAIT2');
    await expect(server).toReachState('CLOSE_WAIT');
  },
);
