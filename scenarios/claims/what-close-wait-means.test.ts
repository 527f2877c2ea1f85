import { claim, expect } from 'halfclose';
import { connected } from '../state-machine/connected.ts';

// RFC 9293 section 3.3.2: CLOSE-WAIT is "waiting for a connection termination request from the local user". tcp_fin()
// sets the state, and has the acknowledgement sent, at once or some 40 ms later; neither waits for the application.
claim('C16', { needs: ['capture', 'trace'] }, async ({ lab, C16 }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  // The client is there because it has been acknowledged.
  await expect(client).toReachState('FIN_WAIT2');

  await C16.says('in CLOSE_WAIT no ACK of the FIN has been sent', () =>
    expect(server).not.toHaveExchanged(['client FIN ACK', 'server ACK ack 2']),
  );
  await C16.instead('that ACK has left the server, and come to the client', async () => {
    await expect(server).toHaveExchanged(['client FIN ACK seq 1', 'server ACK ack 2']);
    await expect(client).toHaveExchanged(['client FIN ACK seq 1', 'server ACK ack 2']);
  });
  await C16.instead('the server is in CLOSE_WAIT after it, and has not sent its own FIN', async () => {
    await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 200 });
    await expect(server).not.toHaveExchanged(['server FIN ACK'], { withinMs: 50 });
  });
  await server.sendFin();
  await C16.instead('what ends CLOSE_WAIT is its own FIN', async () => {
    await expect(server).toHaveExchanged(['client FIN ACK', 'server ACK ack 2', 'server FIN ACK']);
    await expect(server).toHavePassedThrough(['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
    await expect(client).toReachState('TIME_WAIT');
  });
});
