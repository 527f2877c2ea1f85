import {
  claim,
  expect,
  type Client,
  type Lab,
  type LabHost,
  type LabSocket,
  type RawSocket,
  type Server,
} from 'halfclose';

const MANY = 5;

interface Ends {
  readonly client: Client;
  readonly accepted: LabSocket;
}

/** So many clients of one server, connected. */
async function clientsOf(to: Server | RawSocket, on: LabHost): Promise<Ends[]> {
  const ends: Ends[] = [];
  for (let number = 1; number <= MANY; number++) {
    const client = await on.lab.client({ to, on });
    const accepted = to.connection(number);
    await expect(accepted).toReachState('ESTABLISHED');
    ends.push({ client, accepted });
  }
  return ends;
}

async function expectClosedByBoth(ends: readonly Ends[]): Promise<void> {
  for (const { client, accepted } of ends) {
    await expect(client).toReachState('TIME_WAIT');
    await expect(accepted).toBeGone();
  }
}

async function expectCloseWait(ends: readonly Ends[], lab: Lab): Promise<void> {
  for (const { client } of ends) await expect(client).toReachState('FIN_WAIT2');
  const states = ends.map(({ accepted }) => [accepted.name, 'CLOSE_WAIT'] as const);
  await expect(lab).toHoldStates(Object.fromEntries(states), { forMs: 100 });
}

/** By which descriptors refer to the server's ends; 0 is none. */
function inodesOf(ends: readonly Ends[]): Set<number | undefined> {
  return new Set(ends.map(({ accepted }) => accepted.track.sightings.at(-1)?.row?.inode));
}

// RFC 9293 section 3.3.2: CLOSE-WAIT waits for the local user, the program: one that has forgotten, or one that has not
// come round to it. A connection that nobody has accepted takes a FIN as any other (tcp_fin()).
claim('C17', async ({ lab, C17 }) => {
  const clients = await lab.host({ name: 'clients' });
  const late = await lab.rawSocket({ name: 'late' });
  await late.bind({ port: 7000 });
  await late.listen();
  const ofForgetful = await clientsOf(await lab.server({ name: 'forgetful', onFin: 'ignore' }), clients);
  const ofCareful = await clientsOf(await lab.server({ name: 'careful' }), clients);
  const ofLate = await clientsOf(late, clients);
  for (const { client } of [...ofForgetful, ...ofCareful, ...ofLate]) await client.sendFin();

  await C17.says(
    'with a server that forgets to close all are in CLOSE_WAIT, and it has them open',
    async () => {
      await expectCloseWait(ofForgetful, lab);
      expect(inodesOf(ofForgetful)).not.toContain(0);
    },
  );
  await C17.says('with a server that closes there is none', () => expectClosedByBoth(ofCareful));
  await C17.says('nor with one that has not forgotten, but has accepted none so far', async () => {
    for (const { accepted } of ofLate)
      await expect(accepted).not.toReachState('CLOSE_WAIT', { withinMs: 100 });
  });
  await C17.instead('there all are in CLOSE_WAIT too, and nobody has them open', async () => {
    await expectCloseWait(ofLate, lab);
    expect(inodesOf(ofLate)).toEqual(new Set([0]));
  });
  for (let left = MANY; left > 0; left--) await (await late.accept()).socket.close();
  await C17.instead('and none is any more once it has come round to them', () => expectClosedByBoth(ofLate));
});
