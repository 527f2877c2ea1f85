import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, second: a RST with exactly the sequence number that is expected next (RFC 5961 section 3.2)
// ends the connection in each of these states. It is forged: the other end knows nothing of it and stays where it was.
scenario('exact RST in ESTABLISHED: CLOSED with ECONNRESET', { needs: 'wire', edge: 25 }, async ({ lab }) => {
  const { server } = await connected(lab);
  await lab.wire.inject({ into: server, flags: 'RST' });

  await expect(server).toBeGone();
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSED']);
  await expect(lab).toHoldStates({ client: 'ESTABLISHED' }, { forMs: 100 });
});

scenario('exact RST in FIN_WAIT1: CLOSED with ECONNRESET', { needs: 'wire', edge: 25 }, async ({ lab }) => {
  const { client } = await connected(lab);
  const held = await lab.wire.hold({ from: client, flags: 'FIN' });
  await client.sendFin();
  await held.caught();
  await expect(client).toReachState('FIN_WAIT1');
  await lab.wire.inject({ into: client, flags: 'RST' });

  await expect(client).toBeGone();
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'CLOSED']);
  await expect(lab).toHoldStates({ server: 'ESTABLISHED' }, { forMs: 100 });
});

scenario('exact RST in FIN_WAIT2: CLOSED with ECONNRESET', { needs: 'wire', edge: 25 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  await lab.wire.inject({ into: client, flags: 'RST' });

  await expect(client).toBeGone();
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSED']);
  await expect(lab).toHoldStates({ server: 'CLOSE_WAIT' }, { forMs: 100 });
});

// tcp_reset(): here the error is EPIPE. An application that has read to the end learns of it when it writes.
scenario('exact RST in CLOSE_WAIT: CLOSED with EPIPE', { needs: 'wire', edge: 25 }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).toReachState('FIN_WAIT2');
  await lab.wire.inject({ into: server, flags: 'RST' });

  await expect(server).toBeGone();
  await server.write('too late');
  await expect(server).toHaveFailedWith('EPIPE');
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'CLOSED']);
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2' }, { forMs: 100 });
});

// RFC 5961 section 3.2: one byte further on, a RST may be a blind attack. It is answered with a challenge, and no more.
scenario('RST that is not exact: ESTABLISHED stays', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const challenge = await lab.wire.watch({ from: server.socket, flags: 'ACK', without: 'RST' });
  await lab.wire.inject({ into: server, flags: 'RST', seq: 1 });

  await challenge.caught();
  await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 100 });
  await expect(client).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
  await expect(server).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
});
