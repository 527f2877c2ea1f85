import { expect, scenario } from 'halfclose';
import { resendsAfter } from '../resends-after.ts';

const NEEDS = { needs: ['wire', 'trace'] } as const;

scenario('a SYN is lost: the client sends it again', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  const lost = await lab.wire.drop({ to: server, flags: 'SYN', first: 1 });
  const client = await lab.client({ to: server });
  await lost.caught();
  await lost.lift();
  await expect(client).toReachState('ESTABLISHED');
  await expect(client).toHaveRetransmitted(1);
  await expect(server).not.toHaveRetransmitted(undefined, { withinMs: 50 });
});

// tcp_rtx_synack(): the listener sends it, in the name of a request that is no socket yet.
scenario('the last ACK is held: the half-open request sends its SYN-ACK again', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  const held = await lab.wire.hold({ to: server, flags: 'ACK' });
  const client = await lab.client({ to: server });
  await held.caught();
  await expect(server).toReachState('SYN_RECV');
  await expect(server).toHaveRetransmitted();
  await expect(server.listener).not.toHaveRetransmitted(undefined, { withinMs: 50 });
  await expect(client).not.toHaveRetransmitted(undefined, { withinMs: 50 });
});

scenario('data and FIN are lost: each is sent again', NEEDS, async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await resendsAfter(client.host, 1);
  const data = await lab.wire.drop({ from: client, payload: { min: 1, max: 100 }, first: 1 });
  await client.write('once more');
  await data.caught();
  await data.lift();
  await expect(server).toHaveReceived('once more');
  await expect(client).toHaveRetransmitted(1);

  const fin = await lab.wire.drop({ from: client, flags: 'FIN', first: 1 });
  await client.sendFin();
  await fin.caught();
  await fin.lift();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(client).toHaveRetransmitted(2);
});

// Tcp.RetransSegs is the host's; the trace tells its sockets apart.
scenario('of two sockets on one host, the one that has lost something', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  const on = await lab.host({ name: 'client' });
  await resendsAfter(on, 1);
  const lucky = await lab.client({ name: 'lucky', to: server, on });
  const unlucky = await lab.client({ name: 'unlucky', to: server, on });
  await expect(lucky).toReachState('ESTABLISHED');
  await expect(unlucky).toReachState('ESTABLISHED');
  const lost = await lab.wire.drop({ from: unlucky, payload: { min: 1, max: 100 }, first: 1 });
  await Promise.all([lucky.write('a'), unlucky.write('b')]);
  await lost.caught();
  await lost.lift();
  await expect(unlucky).toHaveRetransmitted(1);
  await expect(lucky).not.toHaveRetransmitted(undefined, { withinMs: 50 });
});
