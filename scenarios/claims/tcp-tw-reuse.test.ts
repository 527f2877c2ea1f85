import { claim, expect, type Lab, type RawSocket, type Server } from 'halfclose';

const REUSE = 'net.ipv4.tcp_tw_reuse';
const REUSE_DELAY = 'net.ipv4.tcp_tw_reuse_delay';
/** One port to connect from, so that it is that of the TIME_WAIT or none. */
const ONE_PORT = { 'net.ipv4.ip_local_port_range': '40000 40000' };
/** More than the 1000 ms of tcp_tw_reuse_delay, which before Linux 6.13 is a constant. */
const LONG_ENOUGH_MS = 1_500;

// ip-sysctl, tcp_tw_reuse and tcp_tw_reuse_delay; tcp_twsk_unique() in net/ipv4/tcp_ipv4.c: connect(2) without a port of
// its own takes that of a TIME_WAIT, if it has timestamps and is old enough; counted as TWRecycled.
claim('T12', async ({ lab, T12 }) => {
  const server = await lab.server();
  const old = await inTimeWait(lab, server, 'client', { [REUSE]: 1 });
  await T12.scaledSysctl('net.ipv4.ip_local_port_range', old.host);
  await expect(lab).toHoldStates({ client: 'TIME_WAIT' }, { forMs: LONG_ENOUGH_MS });
  const again = await connectAgain(old, server);
  await T12.says('a new connection takes the port of a TIME_WAIT, and both ends have it', async () => {
    await expect(again).toReachState('ESTABLISHED');
    await expect(server.connection(2)).toReachState('ESTABLISHED');
    await expect(old).toBeGone();
    await expect(again).toHaveCounted('TcpExt.TWRecycled', 1);
  });

  const delay = (await old.host.getSysctl(REUSE_DELAY)) === undefined ? {} : { [REUSE_DELAY]: 60_000 };
});
