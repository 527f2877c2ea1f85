import { expect, scenario } from 'halfclose';

// man 7 tcp, tcp_fin_timeout: the only state it shortens is FIN_WAIT2 of a socket that no application holds any more.
// Nobody tells the other end: it stays in CLOSE_WAIT for as long as its application likes.
scenario(
  'client closes, server never does: the orphan times out, the server stays in CLOSE_WAIT',
  async ({ lab }) => {
    const server = await lab.server({ onFin: 'ignore' });
    const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_fin_timeout': 3 } });

    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await client.close();

    await expect(client).toReachState('FIN_WAIT2');
    await expect(client).toBeGone({ withinMs: 10_000 });
    await expect(client).not.toHaveSentReset({ withinMs: 50 });
    await expect(lab).toHoldStates({ server: 'CLOSE_WAIT' }, { forMs: 500 });
  },
);
