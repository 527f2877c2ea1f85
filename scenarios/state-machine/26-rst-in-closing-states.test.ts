import { expect, scenario, type Lab } from 'halfclose';
import { bothClosing } from './both-closing.ts';

// RFC 9293 section 3.10.7.4, second: in these states a RST ends the connection, and nobody is told: the application has
// closed already. It is forged, and exact; the other end stays where it was.
scenario('exact RST in CLOSING: CLOSED', { needs: 'wire', edge: 26 }, async ({ lab }) => {
  const { client } = await bothClosing(lab);
  await lab.wire.inject({ into: client, flags: 'RST' });

  await expect(client).toBeGone();
  await expect(client).toHavePassedThrough(['FIN_WAIT1', 'CLOSING', 'CLOSED']);
  await expect(client).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
  await expect(lab).toHoldStates({ server: 'CLOSING' }, { forMs: 100 });
});

scenario('exact RST in LAST_ACK: CLOSED', { needs: 'wire', edge: 26 }, async ({ lab }) => {
  const { server } = await timeWaitAndLastAck(lab);
  await lab.wire.inject({ into: server, flags: 'RST' });

  await expect(server).toBeGone();
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
  await expect(server).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
  await expect(lab).toHoldStates({ client: 'TIME_WAIT' }, { forMs: 100 });
});

// tcp_timewait_state_process(): what RFC 1337 calls assassination, and the kernel's default lets happen.
scenario('exact RST in TIME_WAIT, tcp_rfc1337=0: CLOSED', { needs: 'wire', edge: 26 }, async ({ lab }) => {
  const { client, server } = await timeWaitAndLastAck(lab, 0);
  await lab.wire.inject({ into: client, flags: 'RST' });

  await expect(client).toBeGone();
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT', 'CLOSED']);
  // Its FIN, sent again, meets nobody: from here the RST is a real one.
  await expect(server).toBeGone();
  await expect(server).toHavePassedThrough(['ESTABLISHED', 'LAST_ACK', 'CLOSED']);
});

scenario('exact RST in TIME_WAIT, tcp_rfc1337=1: TIME_WAIT stays', { needs: 'wire' }, async ({ lab }) => {
  const { client, lost } = await timeWaitAndLastAck(lab, 1);
  await lab.wire.inject({ into: client, flags: 'RST' });

  // One acknowledgement of a FIN may have been under way; the next can only be of one that came after the RST.
  const before = lost.segments.length;
  await lost.caught(before + 1);
  await lost.caught(before + 2);
  await expect(lab).toHoldStates({ client: 'TIME_WAIT', server: 'LAST_ACK' }, { forMs: 100 });
});

/** A client in TIME_WAIT whose last ACK the server never gets. The wire has seen both directions from the SYN on. */
async function timeWaitAndLastAck(lab: Lab, rfc1337 = 1) {
  const server = await lab.server();
  await lab.wire.watch({ from: server });
  await lab.wire.watch({ to: server });
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_rfc1337': rfc1337 } });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');

  const lost = await lab.wire.drop({ from: client, flags: 'ACK', without: 'FIN' });
  await client.sendFin();
  await lost.caught();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toReachState('LAST_ACK');
  return { client, server, lost };
}
