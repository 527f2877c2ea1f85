import { expect, scenario } from 'halfclose';
import { connected, counted, text } from './connected.ts';

scenario(
  'a segment behind two later ones: bytes in order, two kept out of order meanwhile',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await lab.wire.reorder({ from: client, payload: { min: 1 }, first: 1 }, { behind: 2 });
    // One write, three segments.
    await client.write(text(4_200));
    await expect(server).toHaveReceived(text(4_200));
    expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(2);
  },
);
