import { expect, scenario } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';

// tcp(7), TCP_KEEPCNT; tcp_keepalive_timer(): the probes get through, their answers do not.
scenario(
  'no keepalive probe is answered: RST by a timer, and the application gets ETIMEDOUT',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const { client, accepted } = await connectedPair(lab);
    for (const option of ['TCP_KEEPIDLE', 'TCP_KEEPINTVL', 'TCP_KEEPCNT'] as const)
      await client.set(option, 1);
    await lab.wire.drop({ from: accepted });
    await client.set('SO_KEEPALIVE', true);

    await expect(client).toHaveSentReset({ reason: 'TCP_KEEPALIVE_TIMEOUT', by: 'timer' });
    expect((await client.receive()).errno).toBe('ETIMEDOUT');
    await expect(accepted).toHaveBeenResetBy('peer');
    await expect(client).not.toHaveRetransmitted(undefined, { withinMs: 50 });
  },
);
