import type { Backend } from '../../backend/backend.ts';
import { settle } from '../../expect/wait.ts';
import { toReachState } from '../../expect/to-reach-state.ts';
import type { Lab } from '../../lab/lab.ts';
import { LabSupply } from '../../lab/lab-supply.ts';
import type { Contender, Running } from './rounds.ts';

const HOSTS = ['server', 'proxy', 'client'];

/** The topology as the first scenario of a file makes it: nothing is there before. */
export function firstLab(backend: Backend): Contender {
  return {
    name: backend.name,
    prepare: () => Promise.resolve(() => start(backend, new LabSupply(backend))),
  };
}

/** The topology as a further scenario of a file finds it: its hosts were made while the one before waited. */
export function nextLab(backend: Backend): Contender {
  return {
    name: `${backend.name}, next lab`,
    prepare: async () => {
      const supply = new LabSupply(backend);
      await supply.prepare(HOSTS);
      return () => start(backend, supply);
    },
  };
}

async function start(backend: Backend, supply: LabSupply): Promise<Running> {
  const lab = await supply.take(HOSTS);
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });
  await settle(toReachState(server, 'ESTABLISHED'), false);
  return {
    timeUntilSeen: async () => {
      await settle(toReachState(client, 'ESTABLISHED'), false);
      await client.sendFin();
      const { verdict } = await settle(toReachState(client, ['FIN_WAIT1', 'FIN_WAIT2']), false);
      const seenAt = lab.now();
      const sent = client.track.application.find(({ kind }) => kind === 'sent-fin');
      if (verdict !== 'held' || !sent) throw new Error(`${backend.name}: the client's FIN was not seen`);
      return seenAt - sent.at;
    },
    stop: () => stop(lab, supply),
  };
}

async function stop(lab: Lab, supply: LabSupply): Promise<void> {
  raiseFirst([...(await lab.teardown.run()), ...(await supply.dispose())]);
}

function raiseFirst([error]: Error[]): void {
  if (error) throw error;
}
