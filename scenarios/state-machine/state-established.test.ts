import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// The peer has closed, and nothing tells the server so, for the FIN is held: to it the connection is open (RFC 9293
// section 3.3.2).
scenario(
  'ESTABLISHED stays as long as the FIN is held, and ends in CLOSE_WAIT',
  { needs: 'wire', holds: 'ESTABLISHED' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const held = await lab.wire.hold({ from: client, flags: 'FIN' });
    await client.sendFin();

    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'ESTABLISHED' }, { forMs: 2_000 });

    await held.lift();
    await expect(server).toReachState('CLOSE_WAIT');
    await expect(client).toReachState('FIN_WAIT2');
  },
);
