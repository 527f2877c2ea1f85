import { expect, scenario } from 'halfclose';
import { connected, counted } from './connected.ts';

scenario('two ways, then healed: what was sent meanwhile arrives', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const partition = await lab.wire.partition(client.host, server.host);
  await client.write('from here');
  await server.write('from there');
  await Promise.all(partition.faults.map((fault) => fault.caught(2)));
  await expect(client).toHaveReceived('');
  await expect(server).toHaveReceived('');
  await partition.lift();
  await expect(server).toHaveReceived('from here');
  await expect(client).toHaveReceived('from there');
  expect(await counted(client.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(1);
  expect(await counted(server.host, 'Tcp.RetransSegs')).toBeGreaterThanOrEqual(1);
});

scenario(
  'one way: the other way data arrives, and is sent again for want of its acknowledgement',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const partition = await lab.wire.partition(client.host, server.host, { oneWay: true });
    await server.write('down');
    await expect(client).toHaveReceived('down');
    await client.write('up');
    await partition.faults[0]?.caught(3);
    await expect(server).toHaveReceived('');
    await expect(client.host).toHaveCounted('TcpExt.TCPDSACKOldSent');
    await partition.lift();
    await expect(server).toHaveReceived('up');
  },
);

scenario(
  'a cut cable: nothing gets in or out of the host, on either family',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const overIpv6 = await lab.server({ name: 'v6', port: 7001, family: 'ipv6', on: server.host });
    const cable = await lab.wire.cut(client.host);
    await client.write('out');
    await server.write('in');
    const late = await lab.client({ name: 'late', to: overIpv6, on: client.host });
    await Promise.all(cable.faults.map((fault) => fault.caught(2)));
    await expect(late).toReachState('SYN_SENT');
    await expect(server).toHaveReceived('');
    await expect(client).toHaveReceived('');
    await cable.lift();
    await expect(server).toHaveReceived('out');
    await expect(client).toHaveReceived('in');
    await expect(late).toReachState('ESTABLISHED');
  },
);

scenario(
  'a fault without a receiver reaches hosts that are made later',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const drop = await lab.wire.drop({ from: client.host, flags: 'SYN', first: 1 });
    const later = await lab.server({ name: 'later' });
    const second = await lab.client({ name: 'second', to: later, on: client.host });
    await expect(second).toReachState('ESTABLISHED');
    expect(drop.segments).toMatchObject([{ host: 'later', flags: ['SYN'] }]);
    expect(await counted(later.host, 'Tcp.PassiveOpens')).toBe(1);
    expect(server.host).not.toBe(later.host);
  },
);
