import type { LabSocket } from 'halfclose';
import { expect, scenario } from 'halfclose';
import { connected, counted, FAMILIES } from './connected.ts';

for (const family of FAMILIES) {
  scenario(
    `${family}: a wrong checksum is counted, and the data comes again`,
    { needs: 'wire' },
    async ({ lab }) => {
      const { client, server } = await connected(lab, { family });
      await lab.wire.corrupt({ from: client, payload: { min: 1 }, first: 1 });
      await client.write('checked');
      await expect(server).toHaveReceived('checked');
      expect(await counted(server.host, 'Tcp.InCsumErrors')).toBe(1);
      expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(1);
    },
  );

  scenario(
    `${family}: a wrong byte whose checksum fits gets to the application`,
    { needs: 'wire' },
    async ({ lab }) => {
      const { client, server } = await connected(lab, { family });
      const wrong = await lab.wire.corrupt(
        { from: client, payload: { min: 1 }, first: 1 },
        { what: 'payload' },
      );
      await client.write('aaaaaaaa');
      await expect(server).toHaveUnread(0);
      await client.write('!');
      const { track }: LabSocket = server.socket;
      await wrong.caught();
      await client.sendFin();
      await expect(server).toBeGone();
      expect(track.received.toString('latin1')).toMatch(/^(?!a{8}).{8}!$/s);
      expect(track.received.subarray(0, 8).filter((byte) => byte !== 0x61)).toHaveLength(1);
      expect(await counted(server.host, 'Tcp.InCsumErrors')).toBe(0);
    },
  );
}
