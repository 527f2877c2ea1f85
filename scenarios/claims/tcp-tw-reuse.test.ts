import { claim, expect, type Lab, type RawSocket, type Server } from 'halfclose';

const REUSE = 'net.ipv4.tcp_tw_reuse';
const REUSE_DELAY = 'net.ipv4.tcp_tw_reuse_delay';
/** One port to connect from, so that it is that of the TIME_WAIT or none. */
const ONE_PORT = { 'net.ipv4.ip_local_port_range': '40000 40000' };
/** More than the 1000 ms of tcp_tw_reuse_delay, which before Linux 6.13 is a constant. */
const OLD_ENOUGH_MS = 1_500;

// ip-sysctl, tcp_tw_reuse and tcp_tw_reuse_delay; tcp_twsk_unique() in net/ipv4/tcp_ipv4.c: connect(2) without a port of
// its own takes that of a TIME_WAIT if that has timestamps and is old enough; counted as TWRecycled.
claim('T12', async ({ lab, T12 }) => {
  const server = await lab.server();
  const silent = await lab.server({ name: 'no-timestamps', sysctls: { 'net.ipv4.tcp_timestamps': 0 } });
  const old = await inTimeWait(lab, server, 'old', { [REUSE]: 1 });
  const hasDelay = (await old.host.getSysctl(REUSE_DELAY)) !== undefined;
  const young = await inTimeWait(lab, server, 'young', {
    [REUSE]: 1,
    ...(hasDelay ? { [REUSE_DELAY]: 60_000 } : {}),
  });
  if (hasDelay) await T12.scaledSysctl(REUSE_DELAY, young.host);
  const tooEarly = await connectAgain(young, server);
  const off = await inTimeWait(lab, server, 'off', { [REUSE]: 0 });
  const bare = await inTimeWait(lab, silent, 'bare', { [REUSE]: 1 });
  await expect(lab).toHoldStates({ old: 'TIME_WAIT', off: 'TIME_WAIT' }, { forMs: OLD_ENOUGH_MS });

  await T12.says('without it there is no port for a new connection', async () => {
    expect((await connectAgain(off, server)).errno).toBe('EADDRNOTAVAIL');
    await expect(off).toReachState('TIME_WAIT');
  });
  const { again } = await connectAgain(old, server);
  await T12.says('with it a new connection gets the port of a TIME_WAIT, and both ends have it', async () => {
    await expect(again).toReachState('ESTABLISHED');
    await expect(server.connection(4)).toReachState('ESTABLISHED');
    await expect(old).toBeGone();
    await expect(again).toHaveCounted('TcpExt.TWRecycled', 1);
  });
  await T12.says('that of one that has only just begun, too', () => {
    expect(tooEarly.errno).toBeUndefined();
  });
  await T12.instead('one younger than tcp_tw_reuse_delay keeps its port, and connect fails', () =>
    isRefused(tooEarly.again, young),
  );
  const without = await connectAgain(bare, silent);
  await T12.says('that of one whose peer has no timestamps, too', () => {
    expect(without.errno).toBeUndefined();
  });
  await T12.instead('one without timestamps keeps its port, and connect fails', () =>
    isRefused(without.again, bare),
  );
});

/** A client that has closed first. */
async function inTimeWait(lab: Lab, to: Server, name: string, sysctls: Readonly<Record<string, number>>) {
  const client = await lab.rawSocket({ name, sysctls: { ...ONE_PORT, ...sysctls } });
  expect((await client.connect(to)).errno).toBeUndefined();
  await client.close();
  await expect(client).toReachState('TIME_WAIT');
  return client;
}

async function connectAgain(old: RawSocket, to: Server) {
  const again = await old.lab.rawSocket({ name: `${old.name}-again`, on: old.host });
  const { errno } = await again.connect(to);
  return { again, errno };
}

/** No SYN was sent, and TIME_WAIT is where it was. */
async function isRefused(again: RawSocket, old: RawSocket): Promise<void> {
  await expect(again).toHaveFailedWith('EADDRNOTAVAIL');
  await expect(old).toReachState('TIME_WAIT');
  await expect(again).toHaveCounted('Tcp.ActiveOpens', 0);
  await expect(again).toHaveCounted('TcpExt.TWRecycled', 0);
}
