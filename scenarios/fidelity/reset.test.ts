import { expect } from 'halfclose';
import { compareRows } from './compare.ts';
import { row } from './row.ts';

// A RST ends the other end at once; where it became a FIN on the way, that end waits in CLOSE_WAIT.
const SAW_FIN_OR_RST = ['CLOSE_WAIT', 'CLOSED'] as const;

row('client resets', {}, async (crossing) => {
  const { client, server } = await crossing.connected();
  await client.reset();
  await expect(client).toBeGone();
  await expect(server).toReachState(SAW_FIN_OR_RST);
  if (crossing.keepsTcp) await expect(server).toHaveFailedWith('ECONNRESET');
});

row('server resets', {}, async (crossing) => {
  const { client, server } = await crossing.connected();
  await server.reset();
  await expect(server).toBeGone();
  await expect(client).toReachState(SAW_FIN_OR_RST);
  if (crossing.keepsTcp) await expect(client).toHaveFailedWith('ECONNRESET');
});

row('client sends and resets', {}, async (crossing) => {
  const { client, server } = await crossing.connected();
  await client.write('last words');
  await client.reset();
  await expect(client).toBeGone();
  await expect(server).toReachState(SAW_FIN_OR_RST);
  await expect(server).toHaveReceived('last words');
  if (crossing.keepsTcp) await expect(server).toHaveFailedWith('ECONNRESET');
});

// An application that waits for nothing more does not notice the RST behind a FIN; its kernel does.
row('client half-closes, then resets', {}, async (crossing) => {
  const { client, server } = await crossing.connected();
  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).toReachState(crossing.keepsTcp ? 'FIN_WAIT2' : 'TIME_WAIT');
  await crossing.atRest();

  await client.reset();
  if (!crossing.keepsTcp) return;
  await expect(client).toBeGone();
  await expect(server).toBeGone();
});

// RFC 1122 section 4.2.2.13; tcp_close(): data the application never read is lost, and RST is how the peer learns it.
row('client closes with unread data', {}, async (crossing) => {
  const { client, server } = await crossing.connected({ client: 'paused' });
  await server.write('never read');
  await expect(client).toHaveUnread(10);
  await client.close();
  await expect(client).toBeGone();
  await expect(server).toReachState(SAW_FIN_OR_RST);
  if (crossing.keepsTcp) await expect(server).toHaveFailedWith('ECONNRESET');
});

row('server closes with unread data', {}, async (crossing) => {
  const { client, server } = await crossing.connected({ server: 'paused' });
  await client.write('never read');
  await expect(server).toHaveUnread(10);
  await server.close();
  await expect(server).toBeGone();
  await expect(client).toReachState(SAW_FIN_OR_RST);
  if (crossing.keepsTcp) await expect(client).toHaveFailedWith('ECONNRESET');
});

compareRows();
