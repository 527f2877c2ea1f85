import { claim, expect, type Lab, type LabHost, type RawSocket, type Server } from 'halfclose';
import { areInTimeWait, closeAtServer, histogram, open, range } from './busy-server.ts';

const SHORT = 60;
const OPEN = 5;
/** As many more as do not fit what the server's kernel keeps of TIME_WAIT. */
const MORE = 30;
const MOST_TIME_WAITS = 75;
const TEN_PORTS = { 'net.ipv4.ip_local_port_range': '40000 40009' };

// Connections that came in are told apart by the client's end, and all have the server's one port: what a TIME_WAIT of
// such a one keeps from use is its four ends. ip-sysctl, tcp_max_tw_buckets: more than so many are not kept
// (inet_twsk_alloc(), TCPTimeWaitOverflow). Ports are for connect(2) to run out of: ip_local_port_range.
claim(['T14', 'T15'], async ({ lab, T14, T15 }) => {
  const sysctls = { ...TEN_PORTS, 'net.ipv4.tcp_max_tw_buckets': MOST_TIME_WAITS };
  const server = await lab.server({ sysctls });
  const clients = await lab.host({ name: 'clients' });
  for (const name of Object.keys(sysctls)) await T14.scaledSysctl(name, server.host);

  await open(lab, server, { on: clients, numbers: range(1, SHORT + OPEN) });
  await closeAtServer(server, range(1, SHORT));
  await areInTimeWait(server, range(1, SHORT));
  await expect(server.host).toHaveCounted('TcpExt.TW', SHORT);
  const [atServer, atClients] = [await histogram(server.host), await histogram(clients)];
  await T14.says('it has more sockets in TIME_WAIT than in ESTABLISHED', () => {
    expect(atServer.TIME_WAIT).toBeGreaterThan(atServer.ESTABLISHED ?? 0);
    expect(atClients.TIME_WAIT).toBeUndefined();
  });
  await T15.says('it shows each TIME_WAIT that the kernel has counted, and what else there is', () => {
    expect(atServer).toEqual({ TIME_WAIT: SHORT, ESTABLISHED: OPEN, LISTEN: 1 });
  });

  const beyondPorts = await anotherClient(server, clients, 'beyond-ports');
  await T14.says(
    'with six times as many as it has ports to connect from, it has none for another client',
    () => isNotServed(beyondPorts),
  );
  const next = SHORT + OPEN + 2;
  // Connections are numbered as they become known.
  await expect(server.connection(next - 1)).toReachState('ESTABLISHED');
  const more = range(next, next + MORE - 1);
  await open(lab, server, { on: clients, numbers: more });
  await closeAtServer(server, more);
  const overflow = SHORT + MORE - MOST_TIME_WAITS;
  await expect(server.host).toHaveCounted('TcpExt.TCPTimeWaitOverflow', overflow);
  const beyondSockets = await anotherClient(server, clients, 'beyond-sockets');
  await T14.says('with more than its kernel keeps, it has no socket for another client', () =>
    isNotServed(beyondSockets),
  );
  await T14.instead('both are served, and TIME_WAIT beyond the limit is not kept', async () => {
    await expect(beyondPorts).toReachState('ESTABLISHED');
    await expect(beyondSockets).toReachState('ESTABLISHED');
    await expect(server.connection(next + MORE)).toReachState('ESTABLISHED');
    expect((await histogram(server.host)).TIME_WAIT).toBe(MOST_TIME_WAITS);
  });
  await T14.instead('it is a client that closes first which runs out of ports', () =>
    runsOutOfPorts(lab, server),
  );
});

/** A client that has been told what became of its connect(2). */
async function anotherClient(server: Server, on: LabHost, name: string): Promise<RawSocket> {
  const client = await on.lab.rawSocket({ name, on });
  await client.connect(server);
  return client;
}

async function isNotServed(client: RawSocket): Promise<void> {
  await expect(client).not.toReachState('ESTABLISHED');
}

async function runsOutOfPorts(lab: Lab, server: Server): Promise<void> {
  const host = await lab.host({ name: 'small', sysctls: TEN_PORTS });
  for (const number of range(1, 10)) {
    const client = await lab.client({ name: `small-${String(number)}`, to: server, on: host });
    await expect(client).toReachState('ESTABLISHED');
    await client.sendFin();
    await expect(client).toReachState('TIME_WAIT');
  }
  await expect(host).toHaveCounted('TcpExt.TW', 10);
  const beyond = await lab.rawSocket({ name: 'one-too-many', on: host });
  await beyond.connect(server);
  await expect(beyond).toHaveFailedWith('EADDRNOTAVAIL');
  await expect(beyond).toHaveCounted('Tcp.ActiveOpens', 0);
}
