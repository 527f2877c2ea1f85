import { claim, expect } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';

const NOTHING = Buffer.alloc(0);

// man 2 recv: "When a stream socket peer has performed an orderly shutdown, the return value will be 0".
claim('C6', async ({ lab, C6 }) => {
  const { client, accepted } = await connectedPair(lab);
  await client.send('last words');
  await client.shutdown('write');
  await expect(accepted).toReachState('CLOSE_WAIT');
  await C6.says('the server reads what came before it, then 0, without an error', async () => {
    await accepted.receive();
    await expect(accepted).toHaveReceived('last words');
    const { data, errno } = await accepted.receive();
    expect({ data, errno }).toEqual({ data: NOTHING, errno: undefined });
  });

  await accepted.shutdown('write');
  await expect(client).toReachState('TIME_WAIT');
  await C6.says('the client, to which the other FIN came, reads 0 too', async () => {
    const { data, errno } = await client.receive();
    expect({ data, errno }).toEqual({ data: NOTHING, errno: undefined });
  });
});
