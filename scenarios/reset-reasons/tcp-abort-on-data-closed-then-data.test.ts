import { expect, scenario } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';

// RFC 1122 section 4.2.2.13: data for an application that will read no more gets RST (tcp_rcv_state_process).
scenario('shutdown of both directions, then data: RST', { needs: 'trace' }, async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.shutdown('both');
  await expect(client).toReachState('FIN_WAIT2');
  await accepted.send('too late');

  await expect(client).toHaveSentReset({ reason: 'TCP_ABORT_ON_DATA', by: 'segment' });
  await expect(accepted).toHaveBeenResetBy('peer');
  // Its own kernel ended it as a RST would have (tcp_reset), but none came.
  await expect(client).toBeGone();
  await expect(client).not.toHaveBeenResetBy('peer', { withinMs: 50 });
});

scenario(
  'close, the FIN on its way, then data that it crosses: RST',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.client({ to: server });
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    const held = await lab.wire.hold({ from: client, flags: 'FIN' });
    await client.close();
    await held.caught();
    await expect(client).toReachState('FIN_WAIT1');
    await server.write('crosses the FIN');

    await expect(client).toHaveSentReset({ reason: 'TCP_ABORT_ON_DATA', by: 'segment' });
    await expect(client).toBeGone();
  },
);

// tcp(7), TCP_LINGER2: below 0 an orphan in FIN_WAIT1 ends with the ACK of its FIN, by the same words.
scenario(
  'close with TCP_LINGER2 −1, then the ACK of the FIN: RST',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const { client, accepted } = await connectedPair(lab);
    await client.set('TCP_LINGER2', -1);
    const held = await lab.wire.hold({ from: client, flags: 'FIN' });
    await client.close();
    await held.caught();
    await expect(client).toReachState('FIN_WAIT1');
    await held.release();

    await expect(client).toHaveSentReset({ reason: 'TCP_ABORT_ON_DATA', by: 'segment' });
    await expect(client).toBeGone();
    await expect(accepted).toHaveBeenResetBy('peer');
  },
);
