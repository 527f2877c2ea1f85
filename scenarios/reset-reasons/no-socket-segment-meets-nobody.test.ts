import { expect, scenario } from 'halfclose';

const NOBODY_LISTENS = 9;

// RFC 9293 section 3.10.7.1: what comes for a connection that there is not is answered with RST. tcp_v4_rcv() finds no
// socket at all, so the RST is the host's.
scenario('a SYN to a closed port: RST for no socket', { needs: 'trace' }, async ({ lab }) => {
  const host = await lab.host({ name: 'server' });
  const client = await lab.client({ to: { host, port: NOBODY_LISTENS } });

  await expect(client).toHaveFailedWith('ECONNREFUSED');
  await expect(host).toHaveSentReset({ reason: 'NO_SOCKET', by: 'segment' });
  await expect(client).toHaveBeenResetBy('peer');
  await expect(client).not.toHaveSentReset({ withinMs: 50 });
});

// The socket is gone, its peer does not know: tcp_fin_timeout has ended the orphan in FIN_WAIT2.
scenario('data for a socket that has vanished: RST in its name', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_fin_timeout': 3 } });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.close();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(client).toBeGone({ withinMs: 10_000 });
  await expect(client).not.toHaveSentReset({ withinMs: 50 });

  await server.write('anyone?');
  await expect(server).toBeGone();
  await expect(client).toHaveSentReset({ reason: 'NO_SOCKET', by: 'segment' });
  await expect(server).toHaveBeenResetBy('peer');
});
