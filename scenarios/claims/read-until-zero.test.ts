import { claim, expect, type Lab, type RawSocket } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';
import { readToTheEnd } from './read-to-the-end.ts';

const QUESTION = 'question';
const ANSWER = Buffer.alloc(200_000, 'x');

interface Pair {
  readonly client: RawSocket;
  readonly accepted: RawSocket;
}

/** A pair and two more connections of the same hosts; each client has sent its question, and then its FIN. */
async function threeThatAsked(lab: Lab) {
  const { client, server, accepted } = await connectedPair(lab);
  const pairs: Pair[] = [{ client, accepted }];
  for (const name of ['second', 'third']) {
    const another = await lab.rawSocket({ name, on: client.host });
    await another.connect(server);
    pairs.push({ client: another, accepted: (await server.accept()).socket });
  }
  for (const pair of pairs) {
    await pair.client.send(QUESTION);
    await pair.client.shutdown('write');
    await expect(pair.client).toReachState('FIN_WAIT2');
    // Its FIN counts as one.
    await expect(pair.accepted).toHaveUnread(QUESTION.length + 1);
  }
  const [reads, closes, halfCloses] = pairs as [Pair, Pair, Pair];
  return { reads, closes, halfCloses };
}

// man 2 shutdown. __tcp_close(): who closes with unread data sends RST, so that the other end reads an error, not 0.
// tcp_shutdown() looks at no unread data.
claim('C20', { needs: 'trace' }, async ({ lab, C20 }) => {
  const { reads, closes, halfCloses } = await threeThatAsked(lab);

  await readToTheEnd(reads.accepted);
  const reading = readToTheEnd(reads.client);
  await reads.accepted.send(ANSWER);
  await reads.accepted.close();
  const { errno } = await reading;
  await C20.says('it receives all that the peer sent', async () => {
    expect(errno).toBeUndefined();
    await expect(reads.client).toHaveReceived(ANSWER);
    await expect(reads.accepted).toHaveReceived(QUESTION);
  });

  await closes.accepted.close();
  const ofUnread = await closes.client.receive();
  await C20.says('of a peer that closes without having read ours, it reads no 0 but an error', async () => {
    expect(ofUnread.errno).toBe('ECONNRESET');
    await expect(closes.accepted).toHaveSentReset({ reason: 'TCP_ABORT_ON_CLOSE', by: 'application' });
  });

  await halfCloses.accepted.shutdown('write');
  const ofHalfClosed = await halfCloses.client.receive();
  await C20.says('of one that only ends its half without having read ours, it reads no 0 either', () =>
    expect(ofHalfClosed.errno).toBeDefined(),
  );
  await C20.instead('it reads 0, and ours waits at the peer, which reads it only then', async () => {
    expect(ofHalfClosed).toMatchObject({ data: Buffer.alloc(0) });
    await expect(halfCloses.client).toReachState('TIME_WAIT');
    await expect(halfCloses.accepted).toHaveReceived('');
    expect((await halfCloses.accepted.receive()).data.toString()).toBe(QUESTION);
  });
});
