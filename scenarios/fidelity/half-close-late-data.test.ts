import { expect } from 'halfclose';
import { compareRows } from './compare.ts';
import { row } from './row.ts';

// RFC 9293 section 3.6: a side that has sent FIN goes on receiving until the other side has closed too.
row('client half-closes, server replies late', {}, async (crossing) => {
  const { client, server } = await crossing.connected();
  await client.write('question');
  await expect(server).toHaveReceived('question');
  await client.sendFin();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).toReachState(crossing.keepsTcp ? 'FIN_WAIT2' : 'TIME_WAIT');
  await crossing.atRest();

  await server.write('late reply');
  if (crossing.keepsTcp) await expect(client).toHaveReceived('late reply');
  else await expect(server).toBeGone();
  await crossing.atRest();

  await server.sendFin();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server).toBeGone();
});

row('server half-closes, client sends late', {}, async (crossing) => {
  const { client, server } = await crossing.connected();
  await server.write('greeting');
  await expect(client).toHaveReceived('greeting');
  await server.sendFin();
  await expect(client).toReachState('CLOSE_WAIT');
  await expect(server).toReachState(crossing.keepsTcp ? 'FIN_WAIT2' : 'TIME_WAIT');
  await crossing.atRest();

  await client.write('late request');
  if (crossing.keepsTcp) await expect(server).toHaveReceived('late request');
  else await expect(client).toBeGone();
  await crossing.atRest();

  await client.sendFin();
  await expect(server).toReachState('TIME_WAIT');
  await expect(client).toBeGone();
});

compareRows();
