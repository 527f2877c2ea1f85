import { expect, scenario } from 'halfclose';

// RFC 6298 section 2.1: what is not acknowledged within a second is sent again. A capture sees it before the wire drops it.
scenario(
  'the SYN is dropped: it is sent again, which is told apart',
  { needs: ['wire', 'capture'] },
  async ({ lab }) => {
    const server = await lab.server();
    await lab.wire.drop({ to: server, flags: 'SYN', first: 1 });
    const client = await lab.client({ to: server });
    await expect(server).toReachState('ESTABLISHED');

    await expect(client).toHaveExchanged(['client SYN', 'client SYN again', 'server SYN ACK', 'client ACK']);
    await expect(server).toHaveExchanged(['client SYN', 'client SYN again', 'server SYN ACK']);
    // A retransmission that is not named may lie between two segments.
    await expect(client).toHaveExchanged(['client SYN', 'server SYN ACK']);
  },
);
