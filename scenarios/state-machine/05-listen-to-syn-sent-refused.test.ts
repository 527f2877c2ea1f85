import { expect, scenario } from 'halfclose';

// RFC 9293 sections 3.10.1 and 3.10.2: OPEN or SEND makes a passive connection active. Linux takes a listener for
// connected in the one (__inet_stream_connect), and for not connected in the other (sk_stream_wait_connect).
scenario(
  'a listener cannot connect: EISCONN, nor send: EPIPE, and it goes on listening',
  { needs: 'wire', edge: 5 },
  async ({ lab }) => {
    const server = await lab.server();
    const listener = await lab.rawSocket({ name: 'listener' });
    await listener.bind({ port: 8000 });
    await listener.listen();
    await expect(listener).toReachState('LISTEN');
    const sent = await lab.wire.watch({ from: listener.host });

    expect(await listener.connect(server)).toMatchObject({ errno: 'EISCONN' });
    expect(await listener.send('anybody?')).toMatchObject({ errno: 'EPIPE', sent: 0 });
    await expect(lab).toHoldStates({ listener: 'LISTEN', 'server:listener': 'LISTEN' }, { forMs: 100 });
    expect(sent.segments).toEqual([]);
    expect(await listener.host.counterDeltas()).not.toHaveProperty(['Tcp.ActiveOpens']);

    const client = await lab.client({ to: listener });
    await expect(client).toReachState('ESTABLISHED');
    await expect(listener.connection(1)).toReachState('ESTABLISHED');
    await expect(listener).toReachState('LISTEN');
  },
);
