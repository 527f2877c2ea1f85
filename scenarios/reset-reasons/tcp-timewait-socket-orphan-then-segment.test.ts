import { expect, scenario, type Client, type Lab, type Server } from 'halfclose';

// An orphan in FIN_WAIT2 is kept as a timewait mini-socket, with nobody to read for it: tcp_timewait_state_process().
async function orphanInFinWait2(lab: Lab, server: Server): Promise<Client> {
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.close();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  return client;
}

scenario('data for an orphan in FIN_WAIT2: RST', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await orphanInFinWait2(lab, server);
  await server.write('too late');

  await expect(client).toHaveSentReset({ reason: 'TCP_TIMEWAIT_SOCKET', by: 'segment' });
  await expect(client).toBeGone();
  await expect(server).toBeGone();
  await expect(server).toHaveBeenResetBy('peer');
});

scenario('SYN for an orphan in FIN_WAIT2: RST', { needs: ['wire', 'trace'] }, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  // A mini-socket tells nobody its sequence numbers; the wire has seen them.
  await lab.wire.watch({ from: server });
  const client = await orphanInFinWait2(lab, server);
  await lab.wire.inject({ into: client, flags: 'SYN' });

  await expect(client).toHaveSentReset({ reason: 'TCP_TIMEWAIT_SOCKET', by: 'segment' });
  await expect(client).toBeGone();
});
