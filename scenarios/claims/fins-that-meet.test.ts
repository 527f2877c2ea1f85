import { claim, expect } from 'halfclose';
import { bothClosing } from '../state-machine/both-closing.ts';
import { connected } from '../state-machine/connected.ts';

const THROUGH_CLOSING = ['ESTABLISHED', 'FIN_WAIT1', 'CLOSING', 'TIME_WAIT'] as const;

// RFC 9293 section 3.6, case 3: both close at once. Each FIN is held until the other has been sent, so that they cross.
claim('C14', { needs: 'wire' }, async ({ lab, C14 }) => {
  const { client, server, toClient, toServer } = await bothClosing(lab);
  await toClient.release();
  await toServer.release();
  await C14.says('the client goes through CLOSING', () =>
    expect(client).toHavePassedThrough(THROUGH_CLOSING),
  );
  await C14.says('the server does', () => expect(server).toHavePassedThrough(THROUGH_CLOSING));
});

// RFC 9293 section 3.10.7.4, eighth, FIN-WAIT-1: "if our FIN has been ACKed (perhaps in this segment), then enter
// TIME-WAIT". tcp_rcv_state_process() first looks at the acknowledgement, which makes it FIN_WAIT2, then at the FIN. The
// acknowledgement alone is lost, so that the server's FIN is the first to bring it.
claim('C15', { needs: ['wire', 'trace'] }, async ({ lab, C15 }) => {
  const { client, server } = await connected(lab);
  const lost = await lab.wire.drop({ to: client, flags: 'ACK', without: 'FIN' });
  const held = await lab.wire.hold({ to: client, flags: 'FIN ACK' });
  await client.sendFin();
  await lost.caught();
  await server.sendFin();
  await held.caught();
  await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'LAST_ACK' }, { forMs: 100 });
  await held.releaseOne();

  await C15.says('one segment takes it from FIN_WAIT1 to TIME_WAIT', async () => {
    await expect(client).toReachState('TIME_WAIT');
    await expect(client).toHavePassedThrough(['FIN_WAIT1', 'TIME_WAIT']);
    await expect(server).toBeGone();
  });
  await C15.says('it is in no state between', () =>
    expect(client).not.toHavePassedThrough(['FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT']),
  );
  await C15.instead('the kernel makes it FIN_WAIT2 on the way, for less than a look takes', async () => {
    await expect(client).toHavePassedThrough(['FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT']);
    expect(client.track.sightings.map(({ state }) => state)).not.toContain('FIN_WAIT2');
  });
});
