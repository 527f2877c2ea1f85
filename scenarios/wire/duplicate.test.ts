import { expect, scenario } from 'halfclose';
import { resendsAfter } from '../resends-after.ts';
import { connected, connecting, counted } from './connected.ts';

scenario(
  'data twice: the application gets it once, the kernel acknowledges the copy (RFC 2883)',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await resendsAfter(client.host, 30);
    await lab.wire.duplicate({ from: client, payload: { min: 1 }, first: 1 });
    await client.write('once');
    await expect(server).toHaveReceived('once');
    await client.write(' more');
    await expect(server).toHaveReceived('once more');
    expect(await counted(server.host, 'TcpExt.TCPDSACKOldSent')).toBe(1);
    expect(await counted(client.host, 'Tcp.RetransSegs')).toBe(0);
  },
);

scenario('a SYN three times: one connection, and its SYN-ACK again', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connecting(lab, {}, {}, ({ server: to }) =>
    lab.wire.duplicate({ to, flags: 'SYN' }, { copies: 2 }),
  );
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  expect(await counted(server.host, 'Tcp.PassiveOpens')).toBe(1);
  expect(await counted(server.host, 'Tcp.InSegs')).toBeGreaterThanOrEqual(4);
});
