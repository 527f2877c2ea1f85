import { expect, scenario } from 'halfclose';
import { connected, connecting, counted, FAMILIES } from './connected.ts';

/** What connect(2) gives for each, by the tables in net/ipv4/icmp.c and net/ipv6/icmp.c. */
const ERRORS = {
  ipv4: {
    rst: 'ECONNREFUSED',
    'net-unreachable': 'ENETUNREACH',
    'host-unreachable': 'EHOSTUNREACH',
    'port-unreachable': 'ECONNREFUSED',
    'admin-prohibited': 'EHOSTUNREACH',
  },
  ipv6: {
    rst: 'ECONNREFUSED',
    'net-unreachable': 'ENETUNREACH',
    'host-unreachable': 'EHOSTUNREACH',
    'port-unreachable': 'ECONNREFUSED',
    'admin-prohibited': 'EACCES',
  },
} as const;

for (const family of FAMILIES) {
  for (const [how, errno] of Object.entries(ERRORS[family])) {
    scenario(
      `${family}: a SYN answered with ${how} fails connect with ${errno}`,
      { needs: 'wire' },
      async ({ lab }) => {
        const { client, server } = await connecting(lab, { family }, {}, ({ server: to }) =>
          lab.wire.reject({ to, flags: 'SYN' }, { with: how as keyof (typeof ERRORS)['ipv4'] }),
        );
        await expect(client).toHaveFailedWith(errno);
        await expect(client).toBeGone();
        // The server's kernel knows nothing of it: neither the SYN nor the answer is its own.
        expect(await counted(server.host, 'Tcp.InSegs')).toBe(0);
        expect(await counted(server.host, 'Tcp.OutRsts')).toBe(0);
      },
    );
  }
}

scenario(
  'data answered with RST, as by a middlebox: the client is reset, the server is not told',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await lab.wire.reject({ from: client, payload: { min: 1 } });
    await client.write('rejected');
    await expect(client).toHaveFailedWith('ECONNRESET');
    await expect(client).toBeGone();
    await expect(lab).toHoldStates({ server: 'ESTABLISHED' }, { forMs: 300 });
    expect(await counted(server.host, 'Tcp.OutRsts')).toBe(0);
  },
);
