import { claim, expect, type Lab, type LabHost, type Server } from 'halfclose';

const NEAR = 10;
const FAR = 3;
/** Less than the second after which a SYN is sent again. */
const FAR_AWAY_MS = 900;

// RFC 9293 section 3.10.7.4: SYN-RECEIVED ends with the ACK, a round trip after the SYN-ACK, and looks are some
// milliseconds apart.
claim('O3', { needs: 'wire' }, async ({ lab, O3 }) => {
  const server = await lab.server();
  const on = await lab.host({ name: 'clients' });
  await O3.says(
    `of ${String(NEAR)} connections most show no SYN_RECV to looks that follow closely`,
    async () => {
      expect(await shownInSynRecv(lab, server, on, NEAR)).toBeLessThan(NEAR / 2);
    },
  );

  const far = await lab.wire.delay({ to: on, flags: 'SYN ACK' }, { ms: FAR_AWAY_MS });
  await O3.says(`nor do most where a round trip takes ${String(FAR_AWAY_MS)} ms`, async () => {
    expect(await shownInSynRecv(lab, server, on, FAR)).toBeLessThan(FAR / 2);
  });
  await far.lift();

  const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN' });
  const client = await lab.client({ to: server, on, name: 'withheld' });
  await held.caught();
  const connection = server.connection(NEAR + FAR + 1);
  await O3.says('without the third segment it is shown, and stays', async () => {
    await expect(connection).toReachState('SYN_RECV');
    await expect(client).toReachState('ESTABLISHED');
    await expect(lab).toHoldStates(
      { [connection.name]: 'SYN_RECV', withheld: 'ESTABLISHED' },
      { forMs: 200 },
    );
  });
  await O3.instead('most far connections were shown in SYN_RECV, which lasts a round trip', async () => {
    const farAway = Array.from({ length: FAR }, (_each, index) => server.connection(NEAR + 1 + index));
    for (const each of farAway) await expect(each).toHavePassedThrough(['SYN_RECV', 'ESTABLISHED']);
    expect(farAway.filter(wasShownInSynRecv).length).toBeGreaterThan(FAR / 2);
  });
});

type Connection = ReturnType<Server['connection']>;

/** Opens so many connections, one after the other, and counts those that looks have shown half open. */
async function shownInSynRecv(lab: Lab, server: Server, on: LabHost, times: number): Promise<number> {
  const connections: Connection[] = [];
  for (let time = 0; time < times; time += 1) connections.push(await openWatched(lab, server, on));
  return connections.filter(wasShownInSynRecv).length;
}

/** Looks follow one another closely from before the SYN until the server has the connection. */
async function openWatched(lab: Lab, server: Server, on: LabHost): Promise<Connection> {
  const number = lab.sockets.filter(({ role }) => role === 'client').length + 1;
  const connection = server.connection(number);
  const reached = expect(connection).toReachState('ESTABLISHED');
  await Promise.all([reached, lab.client({ to: server, on })]);
  await expect(connection).toHavePassedThrough(['SYN_RECV', 'ESTABLISHED']);
  return connection;
}

function wasShownInSynRecv({ track }: Connection): boolean {
  return track.sightings.some(({ state }) => state === 'SYN_RECV');
}

// inet_reqsk_alloc() in net/ipv4/inet_connection_sock.c makes the entry, a request that is no socket yet;
// tcp_check_req() in net/ipv4/tcp_minisocks.c takes it out of the queue and puts a full socket in its place.
claim('O4', { needs: 'wire' }, async ({ lab, O4 }) => {
  const server = await lab.server();
  const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN' });
  const entries = [1, 2, 3].map((number) => server.connection(number));
  for (const [index, entry] of entries.entries()) {
    await lab.client({ to: server, name: `client-${String(index + 1)}` });
    await expect(entry).toReachState('SYN_RECV');
  }
  const clients = {
    'client-1': 'ESTABLISHED',
    'client-2': 'ESTABLISHED',
    'client-3': 'ESTABLISHED',
  } as const;
  const [first, second, third] = entries.map(({ name }) => name) as [string, string, string];

  await held.caught(3);
  await O4.says('three half-open connections: an entry each, none of them a socket', async () => {
    const open = { [first]: 'SYN_RECV', [second]: 'SYN_RECV', [third]: 'SYN_RECV' } as const;
    await expect(lab).toHoldStates({ ...clients, ...open }, { forMs: 100 });
    for (const { track } of entries) expect(track.sightings.at(-1)?.row?.memory).toBeUndefined();
  });

  await held.releaseOne();
  await O4.says('one ACK arrives: its entry is gone for a socket, the others stay', async () => {
    await expect(server.connection(1)).toReachState('ESTABLISHED');
    const open = { [first]: 'ESTABLISHED', [second]: 'SYN_RECV', [third]: 'SYN_RECV' } as const;
    await expect(lab).toHoldStates({ ...clients, ...open }, { forMs: 100 });
    expect(server.connection(1).track.sightings.at(-1)?.row?.memory).toBeDefined();
  });
  await held.lift();
  await O4.says('the other two ACKs arrive: no entry is left', async () => {
    const open = { [first]: 'ESTABLISHED', [second]: 'ESTABLISHED', [third]: 'ESTABLISHED' } as const;
    for (const entry of entries) await expect(entry).toReachState('ESTABLISHED');
    await expect(lab).toHoldStates({ ...clients, ...open }, { forMs: 100 });
  });
});
