import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.1, active OPEN: a SYN is sent. Forced to last by dropping every SYN on the listener's input.
scenario(
  'active open: the client rests in SYN_SENT while its SYNs are lost',
  { needs: 'wire', edge: 2 },
  async ({ lab }) => {
    const server = await lab.server();
    const dropped = await lab.wire.drop({ to: server, flags: 'SYN', without: 'ACK' });
    const client = await lab.client({ to: server });

    await expect(client).toReachState('SYN_SENT');
    await dropped.caught(2); // the kernel sends it again: its retransmission timer runs
    await expect(client).toHavePassedThrough(['SYN_SENT']);
    await expect(lab).toHoldStates({ client: 'SYN_SENT', 'server:listener': 'LISTEN' }, { forMs: 100 });
    expect(await server.host.counterDeltas()).not.toHaveProperty(['Tcp.InSegs']);

    await dropped.lift();
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
  },
);
