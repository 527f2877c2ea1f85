import { expect } from 'halfclose';
import { compareRows } from './compare.ts';
import { row } from './row.ts';
import { stalled } from './stalled.ts';

const PROXIED = {
  routes: ['ours', 'Toxiproxy'],
  unlikeDirect: 'without a proxy there is nothing to disable',
} as const;

row('proxy disabled while idle', PROXIED, async (crossing) => {
  const { client, server } = await crossing.connected();
  await crossing.proxy?.disable();
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(server).toReachState('CLOSE_WAIT');
});

// The proxy has unread data of the client, so that its close is a RST there (RFC 1122 section 4.2.2.13); the server
// gets what the proxy's kernel had taken for it, and then FIN.
row('proxy disabled while data is in flight', PROXIED, async (crossing) => {
  const { client, server } = await stalled(crossing);
  await crossing.proxy?.disable();
  await expect(client).toReachState(['CLOSE_WAIT', 'CLOSED']);
  if (crossing.keepsTcp) await expect(client).toHaveFailedWith('ECONNRESET');
  await server.resume();
  await expect(server).toReachState(['CLOSE_WAIT', 'CLOSED']);
});

compareRows();
