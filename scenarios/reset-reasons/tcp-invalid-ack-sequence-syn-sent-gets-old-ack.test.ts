import { expect, scenario } from 'halfclose';

const SAME_PORT = 40_000;

// RFC 9293 section 3.5.1, figure 9: half-open connection discovery. The client's end is gone and the server does not know;
// a SYN from the same port is answered with an ACK of the old connection, which acknowledges nothing in SYN_SENT.
scenario(
  'half-open reconnect: SYN, ACK of the old connection, RST, and the SYN again',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const server = await lab.server();
    const on = await lab.host({ name: 'client-host' });
    const first = await lab.client({ name: 'first', to: server, on, localPort: SAME_PORT });
    await expect(first).toReachState('ESTABLISHED');
    await expect(server.connection(1)).toReachState('ESTABLISHED');
    const lost = await lab.wire.drop({ from: first, flags: 'RST' });
    await first.reset();
    await lost.caught();
    await lost.lift();
    await expect(first).toBeGone();

    const second = await lab.client({ name: 'second', to: server, on, localPort: SAME_PORT });
    await expect(second).toHaveSentReset({ reason: 'TCP_INVALID_ACK_SEQUENCE', by: 'segment' });
    await expect(first).not.toHaveSentReset({ reason: 'TCP_INVALID_ACK_SEQUENCE', withinMs: 50 });
    await expect(server.connection(1)).toHaveFailedWith('ECONNRESET');
    await expect(server.connection(1)).toHaveBeenResetBy('peer');

    await expect(second).toReachState('ESTABLISHED');
    await expect(second).toHaveRetransmitted(1);
    await expect(server.connection(2)).toReachState('ESTABLISHED');
  },
);
