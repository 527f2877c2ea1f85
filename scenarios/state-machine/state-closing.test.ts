import { expect, scenario } from 'halfclose';
import { bothClosing } from './both-closing.ts';

// Two FINs have crossed, and each end waits for the acknowledgement of its own (RFC 9293 section 3.6, case 3): held here.
scenario(
  'CLOSING stays as long as the ACKs are held, and ends in TIME_WAIT',
  { needs: 'wire', holds: 'CLOSING' },
  async ({ lab }) => {
    const { client, server, toClient, toServer } = await bothClosing(lab);
    await expect(lab).toHoldStates({ client: 'CLOSING', server: 'CLOSING' }, { forMs: 2_000 });

    await toClient.release();
    await toServer.release();
    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toReachState('TIME_WAIT');
  },
);
