import { claim, expect, type Client, type LabHost, type Server } from 'halfclose';

async function connected(on: LabHost, server: Server, number: number): Promise<Client> {
  const client = await on.lab.client({ to: server, on, onFin: 'ignore' });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server.connection(number)).toReachState('ESTABLISHED');
  return client;
}

// RFC 9293 section 3.10.7.1: what comes for a connection that does not exist is answered with RST, unless it is one itself;
// tcp_v4_rcv() in net/ipv4/tcp_ipv4.c, no_tcp_socket. Where somebody listens on that port, the listener does the same.
claim('R8', { needs: ['wire', 'trace'] }, async ({ lab, R8 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const host = await lab.host({ name: 'client' });
  const [sent, ended, silent, kept] = [
    await connected(host, server, 1),
    await connected(host, server, 2),
    await connected(host, server, 3),
    await connected(host, server, 4),
  ];
  // `ss -K` ends them, and the RST that it sends does not arrive: the other ends know nothing.
  const lost = await lab.wire.drop({ from: server, to: kept, flags: 'RST' });
  const losses = [lost];
  for (const client of [sent, ended, silent]) {
    losses.push(await lab.wire.drop({ from: client, flags: 'RST' }));
    await client.abort();
    await expect(client).toBeGone();
  }
  await server.connection(4).abort();
  await expect(server.connection(4)).toBeGone();
  for (const loss of losses) {
    await loss.caught();
    await loss.lift();
  }

  const gone = { reason: 'NO_SOCKET', by: 'segment' } as const;
  await server.connection(1).write('anyone?');
  await R8.says('data is answered by RST', async () => {
    await expect(sent).toHaveSentReset(gone);
    await expect(server.connection(1)).toHaveBeenResetBy('peer');
  });
  await server.connection(2).sendFin();
  await R8.says('a FIN is answered by RST', async () => {
    await expect(ended).toHaveSentReset(gone);
    await expect(server.connection(2)).toHaveBeenResetBy('peer');
  });
  await server.connection(3).set('TCP_KEEPIDLE', 1);
  await server.connection(3).set('SO_KEEPALIVE', true);
  await R8.says('an ACK without data, a keepalive probe, is answered by RST', async () => {
    await expect(silent).toHaveSentReset(gone);
    await expect(server.connection(3)).toHaveBeenResetBy('peer');
  });
  await kept.write('anyone?');
  await R8.says('it is also where the port has a listener, which answers then', async () => {
    await expect(server.listener).toHaveSentReset({ reason: 'TCP_FLAGS', by: 'segment' });
    await expect(kept).toHaveBeenResetBy('peer');
  });
});
