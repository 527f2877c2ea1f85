import type { Lab } from 'halfclose';
import { expect, scenario } from 'halfclose';
import { connected, counted } from './connected.ts';

/** A connection that a middlebox between its hosts has seen and then not heard of for longer than it remembers. */
async function forgotten(lab: Lab, then: 'drop' | 'rst') {
  const ends = await connected(lab);
  const { client, server } = ends;
  const box = await lab.wire.idleTimeout(client.host, server.host, { afterMs: 1_000, then });
  await client.write('heard');
  await expect(server).toHaveReceived('heard');
  await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 1_200 });
  await client.write(' of no more');
  return { ...ends, box };
}

scenario(
  'a forgotten connection: what comes is dropped, neither end is told',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server, box } = await forgotten(lab, 'drop');
    await box.faults[0]?.caught(2);
    await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 200 });
    await expect(server).toHaveReceived('heard');
    await box.lift();
    await expect(server).toHaveReceived('heard of no more');
    expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(1);
  },
);

scenario(
  'a forgotten connection: who sends is reset, the other end is not',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await forgotten(lab, 'rst');
    await expect(client).toHaveFailedWith('ECONNRESET');
    await expect(client).toBeGone();
    await expect(lab).toHoldStates({ server: 'ESTABLISHED' }, { forMs: 200 });
    expect(await counted(server.host, 'Tcp.OutRsts')).toBe(0);
  },
);
