import { attempt } from '../../doctor/attempt.ts';
import { Load } from '../load/load.ts';
import type { NotRun, Values } from '../values.ts';
import { DELAY_MS, type Amounts } from './amounts.ts';
import { measureDelay } from './delay-accuracy.ts';
import { labPair, plainPair, type LabPair, type Pair } from './pair.ts';
import { measureTraffic } from './traffic.ts';

export type ContenderName = 'plain' | 'noRule' | 'otherRule' | 'queued' | 'delay' | 'netem';

/** One way for the load's segments to go, and what is measured of it. */
export interface Contender {
  readonly name: ContenderName;
  start(): Promise<Running>;
}

interface Running {
  measure(amounts: Amounts): Promise<Values>;
  end(): Promise<void>;
}

export const CONTENDERS: readonly Contender[] = [
  contender('plain', plainPair, (_pair, load, amounts) => measureTraffic(load, amounts)),
  contender('noRule', labPair, (_pair, load, amounts) => measureTraffic(load, amounts)),
  contender('otherRule', labPair, async ({ lab, server, client }, load, amounts) => {
    // Nobody listens or connects there.
    const elsewhere = { host: server, port: 9 };
    await lab.wire.drop({ from: client, to: elsewhere });
    await lab.wire.drop({ from: elsewhere, to: client });
    return measureTraffic(load, amounts);
  }),
  contender('queued', labPair, async ({ lab, server, client }, load, { roundTrips, queuedBytes: bytes }) => {
    // Linux sends URG only where an application asks for it, so that every segment is judged and none is touched.
    await lab.wire.watch({ from: client, to: server, flags: 'URG' });
    await lab.wire.watch({ from: server, to: client, flags: 'URG' });
    const judgedIn = async (host: LabPair['server']) => (await host.wireHealth())?.queued ?? 0;
    const judged = async () => (await judgedIn(server)) + (await judgedIn(client));
    return measureTraffic(load, { roundTrips, bytes, judged });
  }),
  contender('delay', labPair, ({ lab, server, client }, load, { delayedTrips }) =>
    measureDelay(load, delayedTrips, async () => {
      await lab.wire.delay({ from: client, to: server }, { ms: DELAY_MS });
      return undefined;
    }),
  ),
  contender('netem', labPair, ({ places }, load, { delayedTrips }) =>
    measureDelay(load, delayedTrips, () => putNetem(places.clients)),
  ),
];

type Measure<P> = (pair: P, load: Load, amounts: Amounts) => Promise<Values>;

function contender<P extends Pair>(
  name: ContenderName,
  makePair: () => Promise<P>,
  measure: Measure<P>,
): Contender {
  return {
    name,
    start: async () => {
      const pair = await makePair();
      try {
        const load = await Load.start(pair.places);
        const end = async () => {
          try {
            await load.end();
          } finally {
            await pair.end();
          }
        };
        return { measure: (amounts) => measure(pair, load, amounts).then(orLost(pair)), end };
      } catch (error) {
        await pair.end();
        throw error;
      }
    },
  };
}

/** Figures hold only where the kernel's queue has kept every segment. */
function orLost(pair: Pair | LabPair): (values: Values) => Promise<Values> {
  return async (values) => {
    const lost = 'lab' in pair ? await pair.lab.wire.lost() : undefined;
    if (lost) throw lost;
    return values;
  };
}

async function putNetem([command = '', ...into]: readonly string[]): Promise<NotRun | undefined> {
  const delay = ['netem', 'delay', `${String(DELAY_MS)}ms`];
  const put = await attempt(command, [...into, 'tc', 'qdisc', 'add', 'dev', 'eth0', 'root', ...delay]);
  if (put.ok) return undefined;
  return /qdisc kind is unknown/.test(put.why)
    ? 'not run: this kernel has no sch_netem'
    : `not run: ${put.why}`;
}
