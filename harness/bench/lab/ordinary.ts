import type { StartedNetwork, StartedTestContainer } from 'testcontainers';
import { ryukIsThere } from '../../backend/docker/ryuk.ts';
import { monotonicMs } from '../../model/clock.ts';
import type { Contender } from './rounds.ts';

const PORT = 7000;
const LOOK_LIMIT = 200;

/** Keeps its half open, as the scenario's server does. */
const SERVER = `require('net').createServer({ allowHalfOpen: true }, (s) => s.resume()).listen(${String(PORT)}, () => console.log('ready'))`;

const PROXY = `
  const net = require('net');
  net.createServer({ allowHalfOpen: true }, (down) => {
    const up = net.connect({ host: 'server', port: ${String(PORT)}, allowHalfOpen: true });
    down.pipe(up); up.pipe(down);
    down.on('error', () => up.destroy()); up.on('error', () => down.destroy());
  }).listen(${String(PORT)}, () => console.log('ready'))`;

/** Ends its half at SIGUSR2 and prints when, on the clock that all processes of a kernel share. */
const CLIENT = `
  const s = require('net').connect({ host: 'proxy', port: ${String(PORT)}, allowHalfOpen: true }, () => console.log('ready'));
  process.on('SIGUSR2', () => { console.log('fin ' + Number(process.hrtime.bigint()) / 1e6); s.end(); });`;

/** The ordinary way: testcontainers, a container a host, and one \`exec ss\` a look. */
export async function ordinary(image: string): Promise<Contender> {
  // Without its image testcontainers would fail to start its reaper; with it the reaper starts once, in the warm-up.
  if (!(await ryukIsThere())) process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  const { GenericContainer, Network, Wait } = await import('testcontainers');
  const run = (network: StartedNetwork, name: string, program: string): Promise<StartedTestContainer> =>
    new GenericContainer(image)
      .withNetwork(network)
      .withNetworkAliases(name)
      .withCommand(['node', '-e', program])
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
  const start = async () => {
    const network = await new Network().start();
    const server = await run(network, 'server', SERVER);
    const proxy = await run(network, 'proxy', PROXY);
    const client = await run(network, 'client', CLIENT);
    return {
      timeUntilSeen: () => timeUntilSeen(client),
      wait: () => Promise.resolve(),
      stop: async () => {
        for (const container of [client, proxy, server]) await container.stop();
        await network.stop();
      },
    };
  };
  return { name: 'ordinary', start, end: () => Promise.resolve() };
}

async function timeUntilSeen(client: StartedTestContainer): Promise<number> {
  await untilSeen(client, 'ESTAB');
  const sent = finTime(client);
  const seen = untilSeen(client, 'FIN-WAIT');
  await client.exec(['sh', '-c', 'kill -USR2 1']);
  return (await seen) - (await sent);
}

async function untilSeen(client: StartedTestContainer, state: string): Promise<number> {
  for (let look = 0; look < LOOK_LIMIT; look++) {
    const { output } = await client.exec(['ss', '-Htan']);
    if (output.includes(state)) return monotonicMs();
  }
  throw new Error(`ordinary: the client was not seen in ${state} in ${String(LOOK_LIMIT)} looks`);
}

async function finTime(client: StartedTestContainer): Promise<number> {
  const log = await client.logs();
  return new Promise((resolve, reject) => {
    log.on('data', (line: Buffer | string) => {
      const time = /fin ([\d.]+)/.exec(String(line))?.[1];
      if (time !== undefined) resolve(Number(time));
    });
    log.once('error', reject);
  });
}
