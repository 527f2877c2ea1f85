import type { Backend } from '../../backend/backend.ts';
import { settle } from '../../expect/wait.ts';
import { toHoldStates } from '../../expect/to-hold-states.ts';
import { toReachState } from '../../expect/to-reach-state.ts';
import type { Client } from '../../lab/client.ts';
import type { Lab } from '../../lab/lab.ts';
import { LabSupply } from '../../lab/lab-supply.ts';
import { NEXT_LAB_AFTER_MS } from '../../model/deadlines.ts';
import type { Contender } from './rounds.ts';

const HOSTS = ['server', 'proxy', 'client'];

/** Every round is a scenario of one file: the first one's lab was not there before, the next ones' are made meanwhile. */
export function labsOfOneFile(backend: Backend): Contender {
  const supply = new LabSupply(backend);
  return {
    name: backend.name,
    start: async () => {
      const { lab, client } = await connect(supply);
      const whileItWaits = setTimeout(() => void supply.prepare(HOSTS), NEXT_LAB_AFTER_MS);
      return {
        timeUntilSeen: () => timeUntilSeen(lab, client),
        wait: () => holdFinWait2(lab, client),
        stop: async () => {
          clearTimeout(whileItWaits);
          raiseFirst(await lab.teardown.run());
        },
      };
    },
    end: async () => raiseFirst(await supply.dispose()),
  };
}

/** Every round is the first scenario of a file: nothing is there before. */
export function firstLabs(backend: Backend): Contender {
  return {
    name: `${backend.name}, first`,
    start: async () => {
      const supply = new LabSupply(backend);
      const { lab, client } = await connect(supply);
      return {
        timeUntilSeen: () => timeUntilSeen(lab, client),
        wait: () => Promise.resolve(),
        stop: async () => raiseFirst([...(await lab.teardown.run()), ...(await supply.dispose())]),
      };
    },
    end: () => Promise.resolve(),
  };
}

async function connect(supply: LabSupply): Promise<{ lab: Lab; client: Client }> {
  const lab = await supply.take(HOSTS);
  const server = await lab.server({ onFin: 'ignore' });
  const proxy = await lab.proxy({ to: server });
  const client = await lab.client({ via: proxy });
  await settle(toReachState(server, 'ESTABLISHED'), false);
  return { lab, client };
}

async function timeUntilSeen(lab: Lab, client: Client): Promise<number> {
  await settle(toReachState(client, 'ESTABLISHED'), false);
  await client.sendFin();
  const { verdict } = await settle(toReachState(client, ['FIN_WAIT1', 'FIN_WAIT2']), false);
  const seenAt = lab.now();
  const sent = client.track.application.find(({ kind }) => kind === 'sent-fin');
  if (verdict !== 'held' || !sent) throw new Error(`${lab.network.backend}: the client's FIN was not seen`);
  return seenAt - sent.at;
}

async function holdFinWait2(lab: Lab, client: Client): Promise<void> {
  await settle(toReachState(client, 'FIN_WAIT2'), false);
  const { verdict } = await settle(toHoldStates(lab, { [client.name]: 'FIN_WAIT2' }), false);
  if (verdict !== 'held') throw new Error(`${lab.network.backend}: the client did not stay in FIN_WAIT2`);
}

function raiseFirst([error]: Error[]): void {
  if (error) throw error;
}
