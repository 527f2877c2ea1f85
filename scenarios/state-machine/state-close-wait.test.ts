import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// CLOSE_WAIT lasts as long as the application keeps its half (RFC 9293 section 3.3.2): this one does, until it is told.
scenario(
  'CLOSE_WAIT stays as long as the application does not close',
  { holds: 'CLOSE_WAIT' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await client.sendFin();
    await expect(server).toReachState('CLOSE_WAIT');
    await expect(client).toReachState('FIN_WAIT2');
    await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 2_000 });

    await server.sendFin();
    await expect(server).toBeGone();
    await expect(client).toReachState('TIME_WAIT');
  },
);
