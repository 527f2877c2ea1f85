import {
  claim,
  expect,
  type Client,
  type LabHost,
  type LabSocket,
  type RawSocket,
  type Server,
} from 'halfclose';

const NUMBERS = Array.from({ length: 5 }, (_, index) => index + 1);

interface Ends {
  readonly client: Client;
  readonly accepted: LabSocket;
}

/** So many clients of one server, connected. */
function clientsOf(name: string, to: Server | RawSocket, on: LabHost): Promise<Ends[]> {
  return Promise.all(
    NUMBERS.map(async (number) => {
      const client = await on.lab.client({ name: `${name}-${String(number)}`, to, on });
      const accepted = to.connection(number);
      await expect(client).toReachState('ESTABLISHED');
      await expect(accepted).toReachState('ESTABLISHED');
      return { client, accepted };
    }),
  );
}

async function clientsLeave(ends: readonly Ends[]): Promise<void> {
  await Promise.all(ends.map(({ client }) => client.sendFin()));
}

function rowOf(socket: LabSocket) {
  return socket.track.sightings.at(-1)?.row;
}

function expectEach(ends: readonly Ends[], expectation: (ends: Ends) => Promise<void>): Promise<unknown> {
  return Promise.all(ends.map(expectation));
}

// RFC 9293 section 3.3.2: CLOSE-WAIT waits for the local user, who is the program; but for one that has forgotten as for
// one that has not come round to it. A connection that nobody has accepted takes a FIN as any other (tcp_fin()).
claim('C17', async ({ lab, C17 }) => {
  const clients = await lab.host({ name: 'clients' });
  const forgetful = await lab.server({ name: 'forgetful', onFin: 'ignore' });
  const careful = await lab.server({ name: 'careful' });
  const late = await lab.rawSocket({ name: 'late' });
  await late.bind({ port: 7000 });
  await late.listen();
  const [ofForgetful, ofCareful, ofLate] = [
    await clientsOf('forgotten', forgetful, clients),
    await clientsOf('cared-for', careful, clients),
    await clientsOf('waiting', late, clients),
  ];
  for (const ends of [ofForgetful, ofCareful, ofLate]) await clientsLeave(ends);

  await C17.says('with a server that forgets to close all are in CLOSE_WAIT, and it has them open', () =>
    expectEach(ofForgetful, async ({ client, accepted }) => {
      await expect(client).toReachState('FIN_WAIT2');
      await expect(accepted).toReachState('CLOSE_WAIT');
      expect(rowOf(accepted)?.inode).toBeGreaterThan(0);
    }),
  );
  await C17.says('with a server that closes there is none', () =>
    expectEach(ofCareful, async ({ client, accepted }) => {
      await expect(client).toReachState('TIME_WAIT');
      await expect(accepted).toBeGone();
    }),
  );
  await C17.says('nor with one that has not forgotten, but has accepted none so far', () =>
    expectEach(ofLate, ({ accepted }) => expect(accepted).not.toReachState('CLOSE_WAIT', { withinMs: 100 })),
  );
  await C17.instead('there all are in CLOSE_WAIT too, and nobody has them open', () =>
    expectEach(ofLate, async ({ client, accepted }) => {
      await expect(client).toReachState('FIN_WAIT2');
      await expect(accepted).toReachState('CLOSE_WAIT');
      expect(rowOf(accepted)).toMatchObject({ inode: 0 });
    }),
  );
  for (let left = NUMBERS.length; left > 0; left--) await (await late.accept()).socket.close();
  await C17.instead('and none is any more once it has come round to them', () =>
    expectEach(ofLate, async ({ client, accepted }) => {
      await expect(client).toReachState('TIME_WAIT');
      await expect(accepted).toBeGone();
    }),
  );
});
