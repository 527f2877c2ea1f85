import { claim, expect, type Lab, type RawSocket, type Server } from 'halfclose';

const PORT = 40_000;

// tcp_twsk_unique() in net/ipv4/tcp_ipv4.c, called by connect(2) for a port that is bound already: a TIME_WAIT with
// timestamps gives its place, whatever tcp_tw_reuse says, for PAWS keeps the two connections apart (RFC 6191).
claim('T9', async ({ lab, T9 }) => {
  const server = await lab.server();
  const { first, again, bound } = await closedAndBoundAgain(lab, server, 'client');
  await T9.says('it binds its port again within TIME_WAIT', async () => {
    expect(bound).toBeUndefined();
    await expect(first).toReachState('TIME_WAIT');
  });
  const { errno } = await again.connect(server);
  await T9.says('it connects again to the same address, and both ends have the connection', async () => {
    expect(errno).toBeUndefined();
    await expect(again).toReachState('ESTABLISHED');
    await expect(server.connection(2)).toReachState('ESTABLISHED');
  });

  const bare = await lab.server({ name: 'bare-server', sysctls: { 'net.ipv4.tcp_timestamps': 0 } });
  const other = await closedAndBoundAgain(lab, bare, 'other-client');
  const refused = await other.again.connect(bare);
  await T9.says('so it does where the server speaks no timestamps', () => {
    expect(refused.errno).toBeUndefined();
  });
  await T9.instead(
    'without timestamps connect fails with EADDRNOTAVAIL, and the server sees no SYN',
    async () => {
      await expect(other.again).toHaveFailedWith('EADDRNOTAVAIL');
      await expect(other.first).toReachState('TIME_WAIT');
      await expect(bare.host).toHaveCounted('Tcp.PassiveOpens', 1);
    },
  );
});

/** A client that has closed first, and the same program again, up to bind(2). */
async function closedAndBoundAgain(lab: Lab, server: Server, name: string) {
  const first = await lab.rawSocket({ name });
  expect(await bindFixed(first)).toBeUndefined();
  expect((await first.connect(server)).errno).toBeUndefined();
  await first.close();
  await expect(first).toReachState('TIME_WAIT');
  await expect(server.connection(1)).toBeGone();
  const again = await lab.rawSocket({ name: `${name}-again`, on: first.host });
  return { first, again, bound: await bindFixed(again) };
}

async function bindFixed(client: RawSocket): Promise<string | undefined> {
  await client.set('SO_REUSEADDR', true);
  return (await client.bind({ port: PORT })).errno;
}
