import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, FIN in ESTABLISHED. Forced by holding the peer's FIN, then letting go.
scenario(
  'a FIN takes the server from ESTABLISHED to CLOSE_WAIT',
  { needs: 'wire', edge: 13 },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const held = await lab.wire.hold({ from: client, flags: 'FIN' });
    await client.sendFin();

    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'ESTABLISHED' }, { forMs: 100 });

    await held.release();
    await expect(server).toReachState('CLOSE_WAIT');
    await expect(client).toReachState('FIN_WAIT2');
    await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT']);
  },
);
