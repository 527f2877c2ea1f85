import { claim, expect } from 'halfclose';

// RFC 9293 section 3.5, figure 6; each segment is held until it is seen what it has not done yet. tcp_v4_rcv() in
// net/ipv4/tcp_ipv4.c only asks the listener: a connection is a request first, and then a socket of its own.
claim(['O1', 'O2'], { needs: ['wire', 'capture'] }, async ({ lab, O1, O2 }) => {
  const server = await lab.server();
  const syn = await lab.wire.hold({ to: server, flags: 'SYN', without: 'ACK' });
  const synAck = await lab.wire.hold({ from: server, flags: 'SYN ACK' });
  const ack = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN' });
  const client = await lab.client({ to: server });

  await syn.caught();
  await O1.says('the SYN that is sent has the client in SYN_SENT, the server is in LISTEN', async () => {
    await expect(client).toReachState('SYN_SENT');
    await expect(lab).toHoldStates({ client: 'SYN_SENT', 'server:listener': 'LISTEN' }, { forMs: 50 });
  });
  await syn.lift();
  await synAck.caught();
  await O1.says('the SYN that arrives has the server in SYN_RECV, the client waits', async () => {
    await expect(server).toReachState('SYN_RECV');
    await expect(lab).toHoldStates({ client: 'SYN_SENT', server: 'SYN_RECV' }, { forMs: 50 });
  });
  await O1.says('it is the listening socket that goes from LISTEN to SYN_RECV', () =>
    expect(server.listener).toReachState('SYN_RECV', { withinMs: 50 }),
  );
  await synAck.lift();
  await ack.caught();
  await O1.says('the SYN-ACK has the client in ESTABLISHED, the server waits', async () => {
    await expect(client).toReachState('ESTABLISHED');
    await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'SYN_RECV' }, { forMs: 50 });
  });
  await ack.lift();
  await O1.says('the ACK has the server in ESTABLISHED', async () => {
    await expect(server).toReachState('ESTABLISHED');
    await expect(server).toHavePassedThrough(['SYN_RECV', 'ESTABLISHED']);
    await expect(client).toHavePassedThrough(['SYN_SENT', 'ESTABLISHED']);
  });
  await O1.instead(
    'the listener is in LISTEN from first to last, the connection is another socket',
    async () => {
      const states = { client: 'ESTABLISHED', server: 'ESTABLISHED', 'server:listener': 'LISTEN' } as const;
      await expect(lab).toHoldStates(states, { forMs: 50 });
      expect(server.listener.track.transitions().map(({ to }) => to)).toEqual(['LISTEN']);
    },
  );

  await O2.says('captures at both ends show 0 acknowledged as 1, and then 1 sent', async () => {
    const numbers = ['client SYN seq 0', 'server SYN ACK seq 0 ack 1', 'client ACK seq 1 ack 1'];
    await expect(client).toHaveExchanged(numbers);
    await expect(server).toHaveExchanged(numbers);
  });
});
