import { claim, expect, type HeldSegments, type Lab, type RawSocket, type Server } from 'halfclose';

const PORT = 40_000;
const TIMESTAMPS = 'net.ipv4.tcp_timestamps';

// RFC 9293 section 3.6.1: TIME-WAIT keeps old duplicates out. tcp_timewait_state_process(): an old segment is answered
// with an ACK. tcp_twsk_unique(): a new connection gets the same four ends only where timestamps tell old from new
// (RFC 6191; PAWS, RFC 7323 section 5). The server's first data is held until all is over; its copy arrives.
claim('T4', { needs: 'wire' }, async ({ lab, T4 }) => {
  const [plain, stamped, ended] = await Promise.all([
    inTimeWait(lab, 'plain', 0),
    inTimeWait(lab, 'stamped', 1),
    inTimeWait(lab, 'ended', 0),
  ]);
  const answer = await lab.wire.watch({ from: plain.client.host });
  await plain.late.release();
  await T4.says('a late segment meets TIME_WAIT, which answers with an ACK and stays', async () => {
    expect(await answer.caught()).toMatchObject([{ flags: ['ACK'], length: 0 }]);
    await expect(plain.client).toReachState('TIME_WAIT');
  });
  await T4.says('without timestamps no new connection gets the same four ends', async () => {
    await expect(await connectAgain(plain)).toHaveFailedWith('EADDRNOTAVAIL');
    await expect(plain.client).toReachState('TIME_WAIT');
  });

  const newer = await connectAgain(stamped);
  await stamped.late.release();
  await T4.says('with timestamps one may, and a late segment does not reach it', async () => {
    await expect(newer).toHaveCounted('TcpExt.PAWSEstab', 1);
    await stamped.server.connection(2).write('new');
    expect((await newer.receive()).data.toString()).toBe('new');
    await expect(newer).toReachState('ESTABLISHED');
  });

  await ended.client.abort();
  await expect(ended.client).toBeGone();
  const unguarded = await connectAgain(ended);
  const sender = ended.server.connection(2);
  await expect(sender).toReachState('ESTABLISHED');
  await lab.wire.inject({ into: unguarded, flags: 'PSH ACK', payload: 'late' });
  await T4.says(
    'where TIME_WAIT was ended early, one whose number happens to fit does reach it',
    async () => {
      expect((await unguarded.receive()).data.toString()).toBe('late');
      await ended.server.host.look();
      expect(sender.track.sightings.at(-1)).toMatchObject({ state: 'ESTABLISHED' });
      expect(sender.track.sightings.at(-1)?.row?.tcpInfo).not.toHaveProperty('bytes_sent');
    },
  );
});

interface Left {
  readonly client: RawSocket;
  readonly server: Server;
  /** Data of the old connection that has not arrived yet. */
  readonly late: HeldSegments;
}

/** A client that has closed first, while a segment of its connection is still on the way to it. */
async function inTimeWait(lab: Lab, name: string, timestamps: 0 | 1): Promise<Left> {
  const server = await lab.server({ name: `${name}-server` });
  const client = await lab.rawSocket({ name: `${name}-client`, sysctls: { [TIMESTAMPS]: timestamps } });
  await connectFrom(client, server);
  await expect(server).toReachState('ESTABLISHED');
  const late = await lab.wire.hold({ from: server.connection(1), payload: { min: 1 }, first: 1 });
  await server.connection(1).write('old');
  await late.caught();
  expect((await client.receive()).data.toString()).toBe('old');
  await client.close();
  await expect(client).toReachState('TIME_WAIT');
  await expect(server.connection(1)).toBeGone();
  return { client, server, late };
}

/** The same program again, from the same port. */
async function connectAgain({ client, server }: Left): Promise<RawSocket> {
  const again = await client.lab.rawSocket({ name: `${client.name}-again`, on: client.host });
  await connectFrom(again, server);
  return again;
}

async function connectFrom(client: RawSocket, server: Server): Promise<void> {
  await client.set('SO_REUSEADDR', true);
  await client.bind({ port: PORT });
  await client.connect(server);
}
