import { expect, scenario } from 'halfclose';
import { connectedPair, listening } from '../raw-control/pair.ts';

// RFC 9293 section 3.10.5, ABORT: the peer is told in the states that tcp_need_reset() names, and the reason is the state.
scenario('close with linger 0: RST', { needs: 'trace' }, async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.set('SO_LINGER', { onOff: true, seconds: 0 });
  await client.close();

  await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(client).not.toHaveSentReset({ reason: 'TCP_ABORT_ON_LINGER', withinMs: 50 });
  await expect(accepted).toHaveBeenResetBy('peer');
});

scenario('node’s resetAndDestroy(): RST', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await server.reset();

  await expect(server).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveBeenResetBy('peer');
});

scenario('connect to AF_UNSPEC: RST', { needs: 'trace' }, async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.disconnect();

  await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(accepted).toHaveBeenResetBy('peer');
});

scenario('ss -K: RST', { needs: 'trace' }, async ({ lab }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.abort();

  await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(accepted).toHaveBeenResetBy('peer');
});

// inet_csk_listen_stop(): what nobody has accepted belongs to the listener, and ends with it.
scenario('close of a listener with a connection in its queue: RST', { needs: 'trace' }, async ({ lab }) => {
  const server = await listening(lab);
  const client = await lab.rawSocket({ name: 'client' });
  await client.connect(server);
  await expect(server.connection(1)).toReachState('ESTABLISHED');
  await server.close();

  await expect(server.connection(1)).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(server).not.toHaveSentReset({ withinMs: 50 });
  await expect(client).toHaveBeenResetBy('peer');
});

// tcp_keepalive_timer(): an orphan in FIN_WAIT2 is to stay for longer than a mini-socket may, so a timer looks after it
// first; by then it has no time left, for tcp_fin_timeout has been shortened.
scenario(
  'an orphan in FIN_WAIT2 whose time was taken away: RST by a timer',
  { needs: 'trace' },
  async ({ lab }) => {
    const { client, accepted } = await connectedPair(lab);
    await client.shutdown('write');
    await expect(client).toReachState('FIN_WAIT2');
    await client.host.setSysctl('net.ipv4.tcp_fin_timeout', 64);
    await client.close();
    await client.host.setSysctl('net.ipv4.tcp_fin_timeout', 1);

    await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'timer', withinMs: 10_000 });
    await expect(client).not.toHaveSentReset({ by: 'application', withinMs: 50 });
    await expect(accepted).toHaveBeenResetBy('peer');
  },
);
