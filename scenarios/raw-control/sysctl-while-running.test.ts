import { expect, scenario } from 'halfclose';

// man 7 tcp, tcp_fin_timeout: read when the orphan is made, so a change in the middle of a scenario is in time for it.
scenario('tcp_fin_timeout shortened on a running host: its next orphan times out', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');

  await client.host.setSysctl('net.ipv4.tcp_fin_timeout', 3);
  await client.close();

  await expect(client).toReachState('FIN_WAIT2');
  await expect(client).toBeGone({ withinMs: 10_000 });
});

scenario('a sysctl that is not a host’s own is refused', async ({ lab }) => {
  const client = await lab.host({ name: 'client' });
  await expect(client.setSysctl('net.ipv4.tcp_max_orphans', 1)).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: expect.stringContaining('one for the whole machine'),
  });
  await expect(client.setSysctl('net.ipv4.tcp_fin_timeout', 'soon')).rejects.toMatchObject({
    message: expect.stringContaining('the kernel refuses the value'),
  });
  await expect(lab.server({ sysctls: { 'net.ipv4.tcp_mem': '1 2 3' } })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
  });
});
