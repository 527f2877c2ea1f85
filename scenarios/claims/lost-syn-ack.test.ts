import { claim, expect, type Client, type Lab, type Server, type WireFault } from 'halfclose';

// RFC 9293 section 3.5 has three segments so that both ends know. One server waits for the third, as every kernel does;
// the other gets it forged in the client's name, and so is content with two.
claim('O14', { needs: 'wire' }, async ({ lab, O14 }) => {
  const [server, hasty] = [await lab.server(), await lab.server({ name: 'hasty' })];
  const lost = await lab.wire.drop({ from: server, flags: 'SYN ACK' });
  const lostToo = await lab.wire.drop({ from: hasty, flags: 'SYN ACK' });
  const client = await lab.client({ to: server });
  const deluded = await lab.client({ to: hasty, name: 'deluded' });
  await lost.caught();
  await lostToo.caught();
  await forgeThirdSegment(lab, { client: deluded, server: hasty, lost: lostToo });

  await O14.says('with two segments the server has a connection, and the client has none', async () => {
    await expect(hasty).toReachState('ESTABLISHED');
    await expect(deluded).toReachState('SYN_SENT');
    await expect(lab).toHoldStates({ hasty: 'ESTABLISHED', deluded: 'SYN_SENT' }, { forMs: 200 });
  });
  await O14.instead('with three neither has one, until the SYN-ACK is sent again', async () => {
    await expect(server).toReachState('SYN_RECV');
    await expect(lab).toHoldStates({ server: 'SYN_RECV', client: 'SYN_SENT' }, { forMs: 200 });
    await lost.lift();
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
  });
});

interface Opening {
  readonly client: Client;
  readonly server: Server;
  readonly lost: WireFault;
}

/** The ACK of a SYN-ACK that never came. */
async function forgeThirdSegment(lab: Lab, { client, server, lost }: Opening): Promise<void> {
  const [{ seq, ack } = { seq: 0, ack: 0 }] = lost.segments;
  const from = { host: client.host, port: lost.segments[0]?.to.port ?? 0 };
  await lab.wire.inject({ from, to: server, flags: 'ACK', seq: ack, ack: (seq + 1) >>> 0 });
}
