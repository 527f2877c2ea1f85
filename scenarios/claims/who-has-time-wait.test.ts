import { claim, expect, type LabSocket } from 'halfclose';
import { connected } from './time-wait-connection.ts';

// RFC 9293 section 3.6, cases 1 to 3, and figure 13: where FINs cross, both ends go by CLOSING or FIN-WAIT-2 to
// TIME-WAIT (tcp_fin() in net/ipv4/tcp_input.c). Each FIN is held until the other has been sent.
claim('T1', { needs: ['wire', 'trace'] }, async ({ lab, T1 }) => {
  const early = await connected(lab, { name: 'later-server' }, { name: 'first-client' });
  const late = await connected(lab, { name: 'first-server' }, { name: 'later-client' });
  const both = await connected(lab, { name: 'server', onFin: 'ignore' }, { name: 'client', onFin: 'ignore' });

  await early.client.sendFin();
  await T1.says('the client that closes first has TIME_WAIT, and its server none', () =>
    isAlone(early.client, early.server.socket),
  );
  await late.server.sendFin();
  await T1.says('the server that closes first has TIME_WAIT, and its client none', () =>
    isAlone(late.server.socket, late.client),
  );

  const toServer = await lab.wire.hold({ from: both.client, flags: 'FIN' });
  const toClient = await lab.wire.hold({ from: both.server.socket, flags: 'FIN' });
  await Promise.all([both.client.sendFin(), both.server.sendFin()]);
  await Promise.all([toServer.caught(), toClient.caught()]);
  await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'FIN_WAIT1' }, { forMs: 50 });
  await Promise.all([toServer.lift(), toClient.lift()]);
  await T1.says('of two ends that close at the same time, one has TIME_WAIT', () =>
    isAlone(both.client, both.server.socket),
  );
  await T1.instead('both of them have TIME_WAIT', async () => {
    await expect(both.client).toReachState('TIME_WAIT');
    await expect(both.server).toReachState('TIME_WAIT');
  });
});

async function isAlone(withTimeWait: LabSocket, without: LabSocket): Promise<void> {
  await expect(withTimeWait).toReachState('TIME_WAIT');
  await expect(without).not.toReachState('TIME_WAIT', { withinMs: 200 });
  await expect(without).toHavePassedThrough(['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
}
