import type { Backend } from '../backend/backend.ts';
import { settle } from '../expect/wait.ts';
import { toReachState } from '../expect/to-reach-state.ts';
import { Lab } from '../lab/lab.ts';
import { monotonicMs } from '../model/clock.ts';
import type { Contender } from './rounds.ts';

/** The topology as a scenario makes it. */
export function ours(backend: Backend): Contender {
  return {
    name: backend.name,
    start: async () => {
      const lab = await Lab.open(backend);
      const server = await lab.server({ onFin: 'ignore' });
      const proxy = await lab.proxy({ to: server });
      const client = await lab.client({ via: proxy });
      await settle(toReachState(server, 'ESTABLISHED'), false);
      return {
        timeUntilSeen: async () => {
          const seen = settle(toReachState(client, 'FIN_WAIT2'), false);
          const sent = monotonicMs();
          await client.sendFin();
          const { verdict } = await seen;
          if (verdict !== 'held') throw new Error(`${backend.name}: FIN_WAIT2 was not seen`);
          return monotonicMs() - sent;
        },
        stop: async () => {
          const [error] = await lab.teardown.run();
          if (error) throw error;
        },
      };
    },
  };
}
