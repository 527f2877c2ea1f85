import { expect, scenario } from 'halfclose';
import { fill } from '../raw-control/fill.ts';
import { connectedPair } from '../raw-control/pair.ts';

// tcp_disconnect(): a FIN has been sent in these states, says the RFC; on Linux it may wait behind data, and then only RST
// can tell the peer that neither will come.
scenario('unsent data in LAST_ACK, then linger 0: RST', { needs: 'trace' }, async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.shutdown('write');
  await expect(accepted).toReachState('CLOSE_WAIT');
  await fill(accepted, client);
  await accepted.set('SO_LINGER', { onOff: true, seconds: 0 });
  await accepted.shutdown('both');
  await expect(accepted).toReachState('LAST_ACK');
  await accepted.close();

  await expect(accepted).toHaveSentReset({ reason: 'TCP_DISCONNECT_WITH_DATA', by: 'application' });
  await expect(client).toHaveBeenResetBy('peer');
});

scenario('unsent data in CLOSING, then connect to AF_UNSPEC: RST', { needs: 'trace' }, async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await fill(accepted, client);
  await accepted.shutdown('write');
  await expect(accepted).toReachState('FIN_WAIT1');
  await client.shutdown('write');
  await expect(accepted).toReachState('CLOSING');
  await accepted.disconnect();

  await expect(accepted).toHaveSentReset({ reason: 'TCP_DISCONNECT_WITH_DATA', by: 'application' });
  await expect(client).toHaveBeenResetBy('peer');
});
