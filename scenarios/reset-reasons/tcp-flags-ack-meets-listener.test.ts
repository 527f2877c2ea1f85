import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.2, second: in LISTEN "any acknowledgment is bad", and gets RST (tcp_rcv_state_process).
scenario(
  'an ACK of nothing to a listener: RST, the listener stays',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const server = await lab.server();
    const stranger = await lab.host({ name: 'stranger' });
    await lab.wire.inject({ from: { host: stranger, port: 40_000 }, to: server, flags: 'ACK' });

    await expect(server.listener).toHaveSentReset({ reason: 'TCP_FLAGS', by: 'segment' });
    await expect(server.listener).toReachState('LISTEN');
  },
);

// The client has done its part of the handshake; the request is given up before that gets through.
scenario(
  'data after the half-open request has run out: RST from the listener',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const server = await lab.server({ sysctls: { 'net.ipv4.tcp_synack_retries': 1 } });
    const lost = await lab.wire.drop({ to: server, flags: 'ACK', without: 'SYN' });
    const client = await lab.client({ to: server });
    await lost.caught();
    await expect(server).toReachState('SYN_RECV');
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toBeGone({ withinMs: 10_000 });
    await expect(server.host).not.toHaveSentReset({ withinMs: 50 });

    await lost.lift();
    await client.write('late');
    await expect(client).toHaveFailedWith('ECONNRESET');
    await expect(server.listener).toHaveSentReset({ reason: 'TCP_FLAGS', by: 'segment' });
    await expect(client).toHaveBeenResetBy('peer');
  },
);
