import { expect, scenario } from 'halfclose';

// RFC 9293 sections 3.5 and 3.6: three segments open a connection; each half of it is ended by a FIN and its acknowledgement.
scenario(
  'three-way handshake, data and a half-close, segment by segment',
  { needs: 'capture' },
  async ({ lab }) => {
    const server = await lab.server({ onFin: 'ignore' });
    const client = await lab.client({ to: server });
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await expect(client).toHaveExchanged([
      'client SYN seq 0',
      'server SYN ACK seq 0 ack 1',
      'client ACK seq 1 ack 1',
    ]);

    await client.write('hello');
    await expect(server).toHaveReceived('hello');
    await client.sendFin();
    await expect(client).toReachState('FIN_WAIT2');

    const exchanged = [
      'client SYN',
      'server SYN ACK',
      'client PSH ACK seq 1 ack 1 length 5',
      'client FIN ACK seq 6 ack 1',
      'server ACK ack 7',
    ];
    await expect(client).toHaveExchanged(exchanged);
    await expect(server).toHaveExchanged(exchanged);
    await expect(client).not.toHaveExchanged(['server FIN ACK']);
  },
);
