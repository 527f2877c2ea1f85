import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.1 lets a passive OPEN become active. Linux does not: __inet_stream_connect in
// net/ipv4/af_inet.c takes a listener for connected.
scenario(
  'connect on a listener is refused with EISCONN, and it goes on listening',
  { edge: 5 },
  async ({ lab }) => {
    const server = await lab.server();
    const listener = await lab.rawSocket({ name: 'listener' });
    await listener.bind({ port: 8000 });
    await listener.listen();
    await expect(listener).toReachState('LISTEN');
    const sent = await lab.wire.watch({ from: listener.host });

    expect(await listener.connect(server)).toMatchObject({ errno: 'EISCONN' });
    await expect(lab).toHoldStates({ listener: 'LISTEN', 'server:listener': 'LISTEN' }, { forMs: 100 });
    expect(sent.segments).toEqual([]);
    expect(await listener.host.counterDeltas()).not.toHaveProperty(['Tcp.ActiveOpens']);

    const client = await lab.client({ to: listener });
    await expect(client).toReachState('ESTABLISHED');
    await expect(listener.connection(1)).toReachState('ESTABLISHED');
    await expect(listener).toReachState('LISTEN');
  },
);
