import type { HeldSegments, Lab, ReleaseOptions } from 'halfclose';
import { expect, scenario } from 'halfclose';
import { connected, counted, FAMILIES, text } from './connected.ts';

const SEGMENTS = 4;
/** One write, which the kernel cuts at its maximum segment size: 1448 bytes over IPv4, 1428 over IPv6. */
const BYTES = SEGMENTS * 1_400;

/** The client's first window of data, a segment each, waits in the server's kernel. */
async function heldData(lab: Lab, family: 'ipv4' | 'ipv6' = 'ipv4') {
  const ends = await connected(lab, { family });
  const held = await lab.wire.hold({ from: ends.client, payload: { min: 1 } });
  await ends.client.write(text(BYTES));
  await held.caught(SEGMENTS);
  return { ...ends, held };
}

/** Lets go of what is held, and of what was sent again meanwhile. */
async function released(held: HeldSegments, options: ReleaseOptions): Promise<void> {
  await held.release(options);
  await held.lift();
}

for (const family of FAMILIES) {
  scenario(
    `${family}: held data is not there, and all there when it is released`,
    { needs: 'wire' },
    async ({ lab }) => {
      const { held, client, server } = await heldData(lab, family);
      await expect(server).toHaveReceived('');
      await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 300 });
      expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(0);
      await released(held, {});
      await expect(server).toHaveReceived(text(BYTES));
      // In order: nothing had to wait for what was before it.
      expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(0);
      expect(client.host).not.toBe(server.host);
    },
  );
}

scenario('one by one: each release brings the next bytes', { needs: 'wire' }, async ({ lab }) => {
  const { held, server } = await heldData(lab);
  const [first = 0, second = 0] = held.segments.map(({ length }) => length);
  await held.releaseOne();
  await expect(server).toHaveReceived(text(first));
  await held.releaseOne();
  await expect(server).toHaveReceived(text(first + second));
  await released(held, {});
  await expect(server).toHaveReceived(text(BYTES));
});

scenario(
  'reversed: the kernel keeps three out of order until the first comes',
  { needs: 'wire' },
  async ({ lab }) => {
    const { held, server } = await heldData(lab);
    await released(held, { places: [1, 2, 3, 4], reversed: true });
    await expect(server).toHaveReceived(text(BYTES));
    expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(SEGMENTS - 1);
  },
);

scenario('discarded: the bytes come by retransmission alone', { needs: 'wire' }, async ({ lab }) => {
  const { held, client, server } = await heldData(lab);
  await held.discard();
  await held.lift();
  await expect(server).toHaveReceived(text(BYTES));
  expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(1);
});

scenario('disposed of: what was held goes on', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  {
    await using held = await lab.wire.hold({ from: client, flags: 'FIN' });
    await client.sendFin();
    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'ESTABLISHED' }, { forMs: 300 });
  }
  await expect(server).toBeGone();
  await expect(client).toReachState('TIME_WAIT');
});

scenario(
  'a fault that names no receiver: the release reaches the host that holds',
  { needs: 'wire' },
  async ({ lab }) => {
    const other = await lab.server({ name: 'other' });
    const { client, server } = await connected(lab);
    const held = await lab.wire.hold({ from: client.host, payload: { min: 1 } });
    await client.write('held');
    await held.caught();
    await held.releaseOne();
    await expect(server).toHaveReceived('held');
    expect(other.host).not.toBe(server.host);
  },
);
