import type Dockerode from 'dockerode';
import { connectEngine, engineStatus } from './engine.ts';
import { LAB_LABEL, RUN_LABEL, runState, type RunState } from './run-id.ts';

/** A container or network of a run, as found on an engine by its labels. */
export interface Leftover {
  readonly kind: 'container' | 'network';
  readonly id: string;
  readonly name: string;
  readonly lab: string;
  readonly run: string;
}

/** Everything on the engine that carries `label`, given as `name` or `name=value`. */
export async function findLabelled(docker: Dockerode, label: string): Promise<Leftover[]> {
  const filters = { label: [label] };
  const [containers, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
  ]);
  return [
    ...containers.map((found) => leftover('container', found.Id, found.Names[0] ?? '', found.Labels)),
    ...networks.map((found) => leftover('network', found.Id, found.Name, found.Labels)),
  ];
}

/** Removes containers first, since a network with endpoints cannot go. Returns what is certainly gone. */
export async function removeFound(docker: Dockerode, found: readonly Leftover[]): Promise<Leftover[]> {
  const gone: Leftover[] = [];
  for (const kind of ['container', 'network'] as const) {
    const ofKind = found.filter((thing) => thing.kind === kind);
    const outcomes = await Promise.all(ofKind.map((thing) => remove(docker, thing)));
    gone.push(...ofKind.filter((_, index) => outcomes[index]));
  }
  return gone;
}

export interface Clearance {
  readonly removed: readonly Leftover[];
  /** Left alone: their run is alive, is of another machine, or the engine would not let go of them. */
  readonly kept: readonly (Leftover & { readonly run: string; readonly state: RunState })[];
}

/**
 * Removes what dead runs have left on the engine. A run is alive while the process that made it is; of a run made on
 * another machine, or in another process namespace, that cannot be told, so it is left alone unless `elsewhere` is set.
 * Raises NO_ENGINE.
 */
export async function removeLeftovers({ elsewhere = false } = {}): Promise<Clearance> {
  const { docker } = await connectEngine();
  // Observers are of no lab.
  const found = await findLabelled(docker, RUN_LABEL);
  const removed = await removeFound(
    docker,
    found.filter(({ run }) => mayGo(runState(run), elsewhere)),
  );
  const kept = found.filter((thing) => !removed.includes(thing));
  return { removed, kept: kept.map((thing) => ({ ...thing, state: runState(thing.run) })) };
}

function mayGo(state: RunState, elsewhere: boolean): boolean {
  return state === 'dead' || (state === 'elsewhere' && elsewhere);
}

function leftover(
  kind: Leftover['kind'],
  id: string,
  name: string,
  labels: Record<string, string> = {},
): Leftover {
  return {
    kind,
    id,
    name: name.replace(/^\//, ''),
    lab: labels[LAB_LABEL] ?? '',
    run: labels[RUN_LABEL] ?? '',
  };
}

/** 404: it went by itself. 409 and 403: it is going, or something still hangs on it. */
async function remove(docker: Dockerode, { kind, id }: Leftover): Promise<boolean> {
  try {
    await (kind === 'container'
      ? docker.getContainer(id).remove({ force: true, v: true })
      : docker.getNetwork(id).remove());
    return true;
  } catch (error) {
    const status = engineStatus(error);
    if (status === 404) return true;
    if (status === 409 || status === 403) return false;
    throw error;
  }
}
