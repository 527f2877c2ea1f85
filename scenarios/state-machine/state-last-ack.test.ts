import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// LAST_ACK ends with the acknowledgement of the FIN that the passive end sent last (RFC 9293 section 3.6): held here.
scenario(
  'LAST_ACK stays as long as the ACK is held, and ends the connection',
  { needs: 'wire', holds: 'LAST_ACK' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await client.sendFin();
    await expect(client).toReachState('FIN_WAIT2');
    const held = await lab.wire.hold({ from: client, flags: 'ACK' });
    await server.sendFin();
    await held.caught();
    await expect(server).toReachState('LAST_ACK');
    await expect(client).toReachState('TIME_WAIT');
    await expect(lab).toHoldStates({ client: 'TIME_WAIT', server: 'LAST_ACK' }, { forMs: 2_000 });

    await held.release();
    await expect(server).toBeGone();
    await expect(client).toReachState('TIME_WAIT');
  },
);
