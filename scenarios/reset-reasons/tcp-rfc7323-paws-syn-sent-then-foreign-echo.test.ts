import { expect, scenario } from 'halfclose';

// RFC 7323 section 3.2: a SYN-ACK echoes the timestamp of the SYN. One that echoes another is of another connection, though
// it acknowledges the right number (tcp_rcv_synsent_state_process; TcpExt.PAWSActive).
scenario(
  'SYN_SENT, then a SYN-ACK that echoes a timestamp nobody sent: RST',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const server = await lab.server();
    const dropped = await lab.wire.drop({ to: server });
    const client = await lab.client({ to: server });
    const [syn] = await dropped.caught();
    if (!syn) throw new Error('no SYN');
    await expect(client).toReachState('SYN_SENT');
    const numbers = { seq: 1, ack: syn.seq + 1, timestamps: { value: 1, echo: 1 } };
    const to = { host: client.host, port: syn.from.port };
    await lab.wire.inject({ from: server, to, flags: 'SYN ACK', ...numbers });

    await expect(client).toHaveSentReset({ reason: 'TCP_RFC7323_PAWS', by: 'segment' });
    await expect(client).toReachState('SYN_SENT');
    await expect(client).toHaveCounted('TcpExt.PAWSActive', 1);
  },
);
