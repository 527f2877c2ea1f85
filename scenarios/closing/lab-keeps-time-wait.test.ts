import { expect, scenario } from 'halfclose';

// RFC 1337: without it a RST that answers an old ACK would end TIME_WAIT, and with it many a scenario, by chance.
scenario('hosts heed RFC 1337 unless told otherwise, and the evidence says which', async ({ lab }) => {
  await lab.host({ name: 'plain' });
  await lab.host({ name: 'default-kernel', sysctls: { 'net.ipv4.tcp_rfc1337': 0 } });
  await lab.host({ name: 'other', sysctls: { 'net.ipv4.tcp_fin_timeout': 7 } });

  const sysctls = Object.fromEntries(lab.hosts.map((host) => [host.name, host.evidence().sysctls]));
  expect(sysctls).toMatchObject({
    plain: { 'net.ipv4.tcp_rfc1337': '1' },
    'default-kernel': { 'net.ipv4.tcp_rfc1337': '0' },
    other: { 'net.ipv4.tcp_rfc1337': '1', 'net.ipv4.tcp_fin_timeout': '7' },
  });
});
