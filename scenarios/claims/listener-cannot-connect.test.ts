import { claim, expect } from 'halfclose';

// RFC 9293 sections 3.10.1 and 3.10.2 make a passive connection active by OPEN or SEND. __inet_stream_connect() in
// net/ipv4/af_inet.c takes a listener for connected; tcp_sendmsg_locked() in net/ipv4/tcp.c finds nothing to send on.
claim('O10', async ({ lab, O10 }) => {
  const server = await lab.server();
  const listener = await lab.rawSocket({ name: 'listener' });
  await listener.bind({ port: 8_000 });
  await listener.listen();
  await expect(listener).toReachState('LISTEN');

  const connecting = await listener.connect(server, { withinMs: 0 });
  const sending = await listener.send('anybody?', { withinMs: 0 });
  await O10.says('connect on a listener starts a connection', () =>
    expect([undefined, 'EINPROGRESS']).toContain(connecting.errno),
  );
  await O10.says('so does send', () => expect(sending.errno).toBeUndefined());
  await O10.says('it goes from LISTEN to SYN_SENT', () =>
    expect(listener).toReachState('SYN_SENT', { withinMs: 200 }),
  );
  await O10.instead('it is refused and listens on; nothing comes to the other end', async () => {
    expect([connecting.errno, sending.errno]).toEqual(['EISCONN', 'EPIPE']);
    await expect(lab).toHoldStates({ listener: 'LISTEN', 'server:listener': 'LISTEN' }, { forMs: 100 });
    await expect(listener.host).toHaveCounted('Tcp.ActiveOpens', 0);
    await expect(server.host).toHaveCounted('Tcp.InSegs', 0);
  });
  await O10.instead('it can once it has given up listening', async () => {
    await listener.disconnect();
    await expect(listener).toBeGone();
    expect((await listener.connect(server)).errno).toBeUndefined();
    await expect(listener).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
  });
});
