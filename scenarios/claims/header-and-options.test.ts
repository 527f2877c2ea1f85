import { claim, expect, type Lab, type RawSocket } from 'halfclose';
import { listening } from '../raw-control/pair.ts';
import { captured } from './captured.ts';

const NOBODY_LISTENS = 9;
const PIECES = 6;
const PIECE_BYTES = 100;

/** Every other piece of what is sent arrives first, so that the peer has three ranges to acknowledge selectively. */
async function leaveGaps(lab: Lab, client: RawSocket, accepted: RawSocket): Promise<void> {
  await client.set('TCP_NODELAY', true);
  const held = await lab.wire.hold({ from: client, payload: PIECE_BYTES });
  const pieces = Array.from({ length: PIECES }, () => client.send(Buffer.alloc(PIECE_BYTES)));
  await Promise.all(pieces);
  await held.caught(PIECES);
  const answers = await lab.wire.watch({ from: accepted });
  await held.release({ places: [2, 4, 6] });
  await answers.caught(3);
  await held.lift();
  await expect(accepted).toHaveUnread(PIECES * PIECE_BYTES);
}

// RFC 9293 section 3.1: the data offset counts words of 4 bytes, 5 to 15 of them; RFC 7323 section 3.2 and RFC 2018 section 3:
// timestamps and three ranges of SACK fill all 40 bytes of options.
claim('W4', { needs: ['wire', 'capture'] }, async ({ lab, W4 }) => {
  const server = await listening(lab);
  // Without it the last piece would be sent again while it is held (RFC 8985, tail loss probe).
  const sysctls = { 'net.ipv4.tcp_early_retrans': 0 };
  const client = await lab.rawSocket({ name: 'client', sysctls });
  await client.connect(server);
  const { socket: accepted } = await server.accept();
  await expect(accepted).toReachState('ESTABLISHED');
  await leaveGaps(lab, client, accepted);
  expect((await client.send('!', { urgent: true })).sent).toBe(1);
  await client.shutdown('write');
  await expect(accepted).toReachState('CLOSE_WAIT');
  // Nobody has read what came: the close is a RST.
  await accepted.close();
  await expect(client).toBeGone();
  const refused = await lab.rawSocket({ name: 'refused', on: client.host });
  expect((await refused.connect({ host: accepted.host, port: NOBODY_LISTENS })).errno).toBe('ECONNREFUSED');
  const segmentsAt = async (end: RawSocket) => [...(await captured(end))];
  const ends = [await segmentsAt(client), await segmentsAt(accepted)];
  const all = [...ends.flat(), ...(await segmentsAt(refused))];

  await W4.says('a header is 20 to 60 bytes, and both there are', () => {
    const lengths = all.map(({ headerLength }) => headerLength);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([20, 60]);
  });
  await W4.says('the flags are FIN, SYN, RST, PSH, ACK and URG', () => {
    for (const segments of ends) {
      const flags = new Set(segments.flatMap((segment) => segment.flags));
      expect([...flags].sort()).toEqual(['ACK', 'FIN', 'PSH', 'RST', 'SYN', 'URG']);
    }
  });
  await W4.says('both SYNs offer MSS, window scale, SACK and timestamps', () => {
    for (const [syn, synAck] of ends)
      for (const segment of [syn, synAck])
        expect([...(segment?.options ?? [])].sort()).toEqual([
          expect.stringMatching(/^MSS \d+$/),
          'SACK permitted',
          'timestamps',
          expect.stringMatching(/^window scale \d+$/),
        ]);
  });
  await W4.says('after them there are timestamps, and SACK where something is missing, and no other', () => {
    for (const [, , ...others] of ends) {
      const options = others.flatMap((segment) => segment.options);
      expect(options).toEqual(expect.arrayContaining(['timestamps', 'SACK 3 blocks']));
      expect(options.filter((each) => !/^(timestamps|SACK \d blocks?)$/.test(each))).toEqual([]);
    }
  });
});
