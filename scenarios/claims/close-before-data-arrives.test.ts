import { claim, expect } from 'halfclose';

// RFC 1122 section 4.2.2.13: data that comes after a full close is answered by RST. The data is held on its way in, until
// the client's FIN has been acknowledged: it meets an orphan in FIN_WAIT2 (tcp_timewait_state_process()).
claim('C19', { needs: ['wire', 'trace', 'capture'] }, async ({ lab, C19 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  const held = await lab.wire.hold({ to: client, payload: { min: 1 } });
  await server.write('on its way');
  await held.caught();
  await client.close();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  await held.releaseOne();

  await C19.says('the client, which has closed, answers with RST', async () => {
    await expect(client).toHaveSentReset({ reason: 'TCP_TIMEWAIT_SOCKET', by: 'segment' });
    await expect(client).toHaveExchanged(['client FIN ACK', 'client RST']);
    await expect(client).toBeGone();
  });
  await C19.says('the server is reset', async () => {
    await expect(server).toHaveBeenResetBy('peer');
    await expect(server).toHaveExchanged(['client FIN ACK', 'client RST']);
    await expect(server).toBeGone();
  });
});
