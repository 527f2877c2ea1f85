import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// An end whose FIN is acknowledged is in FIN_WAIT2 until the peer's FIN comes (RFC 9293 section 3.3.2): that one is
// held.
scenario(
  'FIN_WAIT2 stays as long as the FIN is held, and ends in TIME_WAIT',
  { needs: 'wire', holds: 'FIN_WAIT2' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await client.sendFin();
    await expect(client).toReachState('FIN_WAIT2');
    await expect(server).toReachState('CLOSE_WAIT');
    const held = await lab.wire.hold({ to: client, flags: 'FIN' });
    await server.sendFin();

    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'LAST_ACK' }, { forMs: 2_000 });

    await held.lift();
    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
  },
);
