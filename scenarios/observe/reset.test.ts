import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.4; tcp_disconnect() in net/ipv4/tcp.c: linger time 0 ends a connection with one RST, and no FIN.
scenario(
  'linger 0: what ends the connection is one RST, and no FIN',
  { needs: 'capture' },
  async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.client({ to: server, linger: 0 });
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await client.close();
    await expect(server).toHaveFailedWith('ECONNRESET');

    await expect(client).toHaveExchanged(['client SYN', 'server SYN ACK', 'client RST ACK seq 1 ack 1']);
    await expect(client).not.toHaveExchanged(['client FIN ACK']);
  },
);

// RFC 9293 section 3.5.2: a SYN to a port that nobody listens on is answered with RST.
scenario('nobody listens: the SYN is answered with RST', { needs: 'capture' }, async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: { host: server.host, port: 7001 } });
  await expect(client).toHaveFailedWith('ECONNREFUSED');
  await expect(client).toHaveExchanged(['client SYN', 'server RST ACK ack 1']);
});
