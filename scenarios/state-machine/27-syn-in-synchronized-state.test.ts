import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, fourth (RFC 5961 section 4.2): a SYN in a synchronized state, whatever its number, changes
// nothing and is answered with a challenge ACK. It is forged.
scenario(
  'SYN in ESTABLISHED: a challenge ACK, and ESTABLISHED stays',
  { needs: 'wire', edge: 27 },
  async ({ lab }) => {
    const { server } = await connected(lab);
    const challenge = await lab.wire.watch({ from: server.socket, flags: 'ACK' });
    const before = await server.host.counters();
    await lab.wire.inject({ into: server, flags: 'SYN' });

    await challenge.caught();
    await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 100 });
    expect(await server.host.counterDeltas(before)).toMatchObject({ 'TcpExt.TCPSYNChallenge': 1 });
  },
);

scenario('SYN in FIN_WAIT2 and in CLOSE_WAIT: both stay', { needs: 'wire', edge: 27 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  const byServer = await lab.wire.watch({ from: server.socket, flags: 'ACK' });
  const byClient = await lab.wire.watch({ from: client, flags: 'ACK' });
  const [atServer, atClient] = [await server.host.counters(), await client.host.counters()];
  await lab.wire.inject({ into: server, flags: 'SYN' });
  await lab.wire.inject({ into: client, flags: 'SYN' });

  await Promise.all([byServer.caught(), byClient.caught()]);
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 100 });
  expect(await server.host.counterDeltas(atServer)).toMatchObject({ 'TcpExt.TCPSYNChallenge': 1 });
  expect(await client.host.counterDeltas(atClient)).toMatchObject({ 'TcpExt.TCPSYNChallenge': 1 });
});
