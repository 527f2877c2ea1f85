import { claim, expect } from 'halfclose';

// tcp_send_fin() in net/ipv4/tcp_output.c puts the FIN on data that still waits to be sent; here Nagle's algorithm has
// it wait (RFC 9293 section 3.7.4) for the acknowledgement of the byte before, which is held; without tcp_early_retrans
// no probe for that takes it along.
claim('F2', { needs: ['wire', 'capture'] }, async ({ lab, F2 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_early_retrans': 0 } });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.set('TCP_NODELAY', false);
  const held = await lab.wire.hold({ from: server, flags: 'ACK' });
  await client.write('a');
  await client.write('last words');
  await client.sendFin();
  await held.caught();
  await held.lift();

  await F2.says('one segment bears data and FIN, as captures at both ends show', async () => {
    const exchanged = ['client PSH ACK seq 1 length 1', 'client FIN PSH ACK seq 2 length 10'];
    await expect(client).toHaveExchanged(exchanged);
    await expect(server).toHaveExchanged(exchanged);
  });
  await F2.says('the other end reads the data, and then its end', async () => {
    await expect(server).toHaveReceived('alast words');
    await expect(server).toReachState('CLOSE_WAIT');
    await expect(server).toHaveExchanged(['client FIN PSH ACK seq 2 length 10', 'server ACK ack 13']);
  });
});

// RFC 9293 section 3.4: SYN and FIN are the controls that occupy sequence space; the FIN comes after the last data octet.
claim('F4', { needs: 'capture' }, async ({ lab, F4 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server, onFin: 'ignore' });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.write('hello');
  await expect(server).toHaveReceived('hello');
  await server.write('good-bye');
  await expect(client).toHaveReceived('good-bye');
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await server.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();

  const ends = [client, server.socket];
  await F4.says('the FIN has the next number after the last byte, in both directions', async () => {
    for (const end of ends) {
      await expect(end).toHaveExchanged(['client PSH ACK seq 1 length 5', 'server PSH ACK seq 1 length 8']);
      await expect(end).toHaveExchanged(['client FIN ACK seq 6', 'server FIN ACK seq 9']);
    }
  });
  await F4.says('one more than that is acknowledged', async () => {
    for (const end of ends) {
      await expect(end).toHaveExchanged(['client FIN ACK seq 6', 'server ACK ack 7', 'server FIN ACK seq 9']);
      await expect(end).toHaveExchanged(['server FIN ACK seq 9', 'client ACK ack 10']);
    }
  });
});
