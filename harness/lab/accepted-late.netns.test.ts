import { expect, scenario, type Client, type Lab, type Server } from 'halfclose';
import { failureOf } from '../../scenarios/matchers/message.ts';
import { pidOf, processesInNetworkOf } from '../scenario/fixtures/processes.ts';

const soon = { withinMs: 100 };

/** The process of a server that has one of its own, beside its host's agent, which looks meanwhile. */
function processOf({ host }: Server): number {
  const agent = pidOf(host);
  const own = processesInNetworkOf(agent).find(
    ({ pid, command }) => pid !== agent && command.includes('start-agent.js'),
  );
  if (!own) throw new Error('the server has no process of its own');
  return own.pid;
}

/** What happens meanwhile is over when the process goes on. */
async function whileStopped<T>(pid: number, happens: () => Promise<T>): Promise<T> {
  process.kill(pid, 'SIGSTOP');
  try {
    return await happens();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

async function established(lab: Lab, server: Server, name: string): Promise<Client> {
  const client = await lab.client({ to: server, name, onFin: 'ignore' });
  await expect(client).toReachState('ESTABLISHED');
  return client;
}

// node accepts the connection, and cannot tell whose it was.
scenario('a reset before the application has accepted is told of the only connection', async ({ lab }) => {
  const server = await lab.server({ ownProcess: true });
  await whileStopped(processOf(server), async () => {
    const client = await established(lab, server, 'client');
    await expect(server).toReachState('ESTABLISHED');
    await client.reset();
    await expect(server).toBeGone();
  });
  await expect(server).toHaveFailedWith('ECONNRESET');
  const message = await failureOf(expect(server).not.toHaveFailedWith('ECONNRESET', soon));
  expect(message).toContain('whose application accepted it');
});

scenario('and of that one among others which was reset', async ({ lab }) => {
  const server = await lab.server({ ownProcess: true });
  await whileStopped(processOf(server), async () => {
    await established(lab, server, 'first');
    const second = await established(lab, server, 'second');
    await established(lab, server, 'third');
    await expect(server.connection(3)).toReachState('ESTABLISHED');
    await second.reset();
    await expect(server.connection(2)).toBeGone();
  });
  await expect(server.connection(2)).toHaveFailedWith('ECONNRESET');
  for (const number of [1, 3]) {
    await server.connection(number).sendFin();
    await expect(server.connection(number)).toReachState('FIN_WAIT2');
  }
});

// The first is over before anybody has looked.
scenario('but of none where either may be meant', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server({ ownProcess: true });
  await whileStopped(processOf(server), async () => {
    for (const name of ['first', 'second']) {
      const client = await established(lab, server, name);
      await client.reset();
    }
    await expect(server.connection(2)).toBeGone();
    await expect(server.connection(1)).toBeGone();
  });
  await server.stopListening();
  for (const number of [1, 2])
    await expect(server.connection(number)).not.toHaveFailedWith('ECONNRESET', soon);
});

scenario("it is told of a proxy's leg too", { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  await whileStopped(pidOf(proxy.host), async () => {
    const client = await lab.client({ via: proxy });
    await expect(client).toReachState('ESTABLISHED');
    await client.reset();
    await expect(client).toBeGone();
  });
  await expect(proxy.clientLeg).toHaveFailedWith('ECONNRESET');
});

scenario('a forged segment waits for the application to accept', { needs: 'wire' }, async ({ lab }) => {
  const server = await lab.server({ ownProcess: true });
  const forging = await whileStopped(processOf(server), async () => {
    await established(lab, server, 'client');
    await expect(server).toReachState('ESTABLISHED');
    const outcome = lab.wire.inject({ into: server, flags: 'RST' }).then(() => 'forged', String);
    // By the answer to this the host has been asked for the connection's sequence numbers, in vain.
    await server.host.counters();
    return { outcome };
  });
  expect(await forging.outcome).toBe('forged');
  await expect(server).toHaveFailedWith('ECONNRESET');
});
