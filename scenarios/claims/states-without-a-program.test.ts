import { claim, expect, type LabSocket, type TcpState } from 'halfclose';

/** In that state, and no descriptor of any process refers to it. */
async function expectOrphan(socket: LabSocket, state: TcpState): Promise<void> {
  await expect(socket).toReachState(state);
  expect(socket.track.sightings.at(-1)?.row).toMatchObject({ state, inode: 0 });
}

// __tcp_close(): the socket is an orphan then, and does all that is left to do by itself (sock_orphan(), tcp_time_wait()).
// The acknowledgement of the FIN is held, so that FIN_WAIT1 lasts.
claim('C10', { needs: 'wire' }, async ({ lab, C10 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server, ownProcess: true });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  expect(client.track.sightings.at(-1)?.row?.inode).toBeGreaterThan(0);
  const held = await lab.wire.hold({ to: client, flags: 'ACK', without: 'FIN' });
  await client.kill('SIGTERM');
  await held.caught();

  await C10.says('FIN_WAIT1 is there after the program', async () => {
    await expectOrphan(client, 'FIN_WAIT1');
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'CLOSE_WAIT' }, { forMs: 100 });
  });
  await held.lift();
  await C10.says('FIN_WAIT2 is', async () => {
    await expectOrphan(client, 'FIN_WAIT2');
    await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 100 });
  });
  await server.sendFin();
  await C10.says('TIME_WAIT is', async () => {
    await expectOrphan(client, 'TIME_WAIT');
    await expect(server).toBeGone();
    await expect(lab).toHoldStates({ client: 'TIME_WAIT' }, { forMs: 100 });
  });
});
