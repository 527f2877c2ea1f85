import { claim, expect, type Lab, type RawSocket } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';
import { readToTheEnd } from './read-to-the-end.ts';

const MORE_THAN_IS_BUFFERED = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => index % 251));

/** A client whose kernel holds bytes for which the server has no room. */
async function withUnsentData(lab: Lab) {
  const { client, accepted } = await connectedPair(lab);
  await accepted.set('SO_RCVBUF', 4_096);
  await client.set('SO_SNDBUF', 4_096);
  const { sent, errno } = await client.send(MORE_THAN_IS_BUFFERED, { withinMs: 200 });
  expect(errno).toBe('EAGAIN');
  return { client, accepted, bytes: MORE_THAN_IS_BUFFERED.subarray(0, sent) };
}

/** The FIN counts as one of the send queue: more than that is data. */
async function expectFinBehindData(client: RawSocket): Promise<void> {
  await expect(client).toReachState('FIN_WAIT1');
  expect(client.track.sightings.at(-1)?.row?.sendQ).toBeGreaterThan(1);
}

// RFC 9293 section 3.10.4, CLOSE: segments that are queued are sent first, then the FIN. __tcp_close(), tcp_send_fin():
// the FIN is put behind what is in the write queue.
claim('C4', async ({ lab, C4 }) => {
  const { client, accepted, bytes } = await withUnsentData(lab);
  await client.close();
  await expectFinBehindData(client);

  const { errno } = await readToTheEnd(accepted);
  await C4.says('the peer gets all of it', async () => {
    await expect(accepted).toHaveReceived(bytes);
    await expect(client).toReachState('FIN_WAIT2');
  });
  await C4.says('and then the FIN, not an error', async () => {
    expect(errno).toBeUndefined();
    await expect(accepted).toReachState('CLOSE_WAIT');
    await expect(client).not.toHaveSentReset({ withinMs: 50 });
  });
});

// man 2 shutdown; tcp_shutdown() sends the FIN as close() does, behind the write queue.
claim('C21', async ({ lab, C21 }) => {
  const { client, accepted, bytes } = await withUnsentData(lab);
  await client.shutdown('write');
  await expectFinBehindData(client);

  const { errno } = await readToTheEnd(accepted);
  await C21.says('the peer does not get what was still in the send buffer', () =>
    expect(accepted).not.toHaveReceived(bytes, { withinMs: 50 }),
  );
  await C21.instead('the peer gets all of it, and then the FIN', async () => {
    await expect(accepted).toHaveReceived(bytes);
    expect(errno).toBeUndefined();
    await expect(accepted).toReachState('CLOSE_WAIT');
  });
  await C21.instead('the client knows that all of it was acknowledged, and its FIN', async () => {
    await expect(client).toReachState('FIN_WAIT2');
    expect(client.track.sightings.at(-1)?.row?.sendQ).toBe(0);
  });
});
