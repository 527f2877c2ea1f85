import { expect, scenario } from 'halfclose';
import { connected, connecting, counted, FAMILIES } from './connected.ts';

for (const family of FAMILIES) {
  scenario(`${family}: two SYNs are dropped, the third connects`, { needs: 'wire' }, async ({ lab }) => {
    const { client, server } = await connecting(lab, { family }, {}, ({ server: to }) =>
      lab.wire.drop({ to, flags: 'SYN', first: 2 }),
    );
    await expect(client).toReachState('SYN_SENT');
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(2);
    expect(await counted(client.host, 'TcpExt.TCPTimeouts')).toBeGreaterThanOrEqual(2);
    expect(await counted(server.host, 'Tcp.PassiveOpens')).toBe(1);
  });
}

scenario('data is dropped once: it arrives by retransmission, once', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const dropped = await lab.wire.drop({ from: client, payload: { min: 1 }, first: 1 });
  await client.write('lost and found');
  await expect(server).toHaveReceived('lost and found');
  expect(dropped.segments).toMatchObject([{ verdict: 'dropped', length: 14, flags: ['PSH', 'ACK'] }]);
  expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(1);
  expect(await counted(server.host, 'TcpExt.TCPOFOQueue')).toBe(0);
});
