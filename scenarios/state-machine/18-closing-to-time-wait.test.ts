import { expect, scenario } from 'halfclose';
import { bothClosing } from './both-closing.ts';

// RFC 9293 section 3.10.7.4, fifth: in CLOSING the acknowledgement of our FIN leads to TIME-WAIT. Both FINs cross, and
// the acknowledgements of both are held: one end after the other gets its own.
scenario('ACK of FIN in CLOSING: TIME_WAIT', { needs: 'wire', edge: 18 }, async ({ lab }) => {
  const { client, server, toClient, toServer } = await bothClosing(lab);

  await toClient.release();
  await expect(client).toReachState('TIME_WAIT');
  await expect(lab).toHoldStates({ client: 'TIME_WAIT', server: 'CLOSING' }, { forMs: 100 });

  await toServer.release();
  await expect(server).toReachState('TIME_WAIT');
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'CLOSING', 'TIME_WAIT']);
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'CLOSING', 'TIME_WAIT']);
});
