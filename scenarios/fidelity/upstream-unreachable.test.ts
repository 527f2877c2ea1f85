import { expect } from 'halfclose';
import { compareRows } from './compare.ts';
import { row } from './row.ts';

const REFUSED_TOO_LATE =
  "the client's kernel has completed the handshake with the proxy before the proxy can know; a RST is the nearest thing";

row('upstream refuses', { unlikeDirect: REFUSED_TOO_LATE }, async (crossing) => {
  const refusing = await crossing.lab.server({ name: 'refusing' });
  await refusing.stopListening();
  const client = await crossing.client(refusing, { onFin: 'ignore' });
  await expect(client).toReachState(['CLOSE_WAIT', 'CLOSED']);
  if (crossing.route === 'direct') await expect(client).toHaveFailedWith('ECONNREFUSED');
  if (crossing.route === 'ours') await expect(client).toHaveFailedWith('ECONNRESET');
});

// With no room in the queue of half-open requests, and no cookies, a listener drops every SYN (tcp_conn_request): less
// than a quarter of tcp_max_syn_backlog must be free, which is so of an empty queue only where that is negative.
const DROPS_EVERY_SYN = { 'net.ipv4.tcp_syncookies': 0, 'net.ipv4.tcp_max_syn_backlog': -8 };

const CONNECTED_TO_PROXY =
  "the client is connected to the proxy, whose kernel answers the client's SYN itself";

row('upstream does not answer', { unlikeDirect: CONNECTED_TO_PROXY }, async (crossing) => {
  const silent = await crossing.lab.server({ name: 'silent', sysctls: DROPS_EVERY_SYN });
  const client = await crossing.client(silent, { onFin: 'ignore' });
  if (crossing.proxy) {
    await expect(crossing.proxy.serverLeg).toReachState('SYN_SENT');
    await expect(client).toReachState('ESTABLISHED');
    await client.write('anyone?');
  } else await expect(client).toReachState('SYN_SENT');
});

compareRows();
