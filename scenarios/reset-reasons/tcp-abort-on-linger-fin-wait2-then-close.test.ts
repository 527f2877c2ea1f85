import { expect, scenario } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';

// tcp(7), TCP_LINGER2: below 0 an orphan is not kept in FIN_WAIT2 at all (tcp_close).
scenario('TCP_LINGER2 −1 in FIN_WAIT2, then close: RST', { needs: 'trace' }, async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.set('TCP_LINGER2', -1);
  await client.shutdown('write');
  await expect(client).toReachState('FIN_WAIT2');
  await client.close();

  await expect(client).toHaveSentReset({ reason: 'TCP_ABORT_ON_LINGER', by: 'application' });
  await expect(client).toBeGone();
  await expect(accepted).toBeGone();
  await expect(accepted).toHaveBeenResetBy('peer');
});
