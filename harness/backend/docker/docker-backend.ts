import os from 'node:os';
import type { Backend } from '../backend.ts';
import { mayTraceHere, startObserverHere } from '../observer-process.ts';
import { connectEngine, type Engine } from './engine.ts';
import { requireHostImage } from './host-image.ts';
import { requireToxiproxyImage } from './toxiproxy-image.ts';

/**
 * Hosts as containers, on any engine that speaks Docker's API, here or elsewhere. Needs the image that
 * `npx halfclose images` builds.
 */
export const dockerBackend: Backend = {
  name: 'docker',
  check: async () => {
    await prepare();
  },
  toxiproxy: async () => {
    const { engine, image } = await prepare();
    return { from: (await requireToxiproxyImage(engine.docker, image)).image };
  },
  createNetwork: async (labId) => {
    const { engine, image } = await prepare();
    // Loaded late: testcontainers takes half a second, and who runs on netns does not need it.
    const { openDockerNetwork } = await import('./docker-network.ts');
    const toxiproxy = await requireToxiproxyImage(engine.docker, image).catch(
      (error: unknown) => error as Error,
    );
    return openDockerNetwork(engine, { image, toxiproxy }, labId);
  },
  startObserver: async (program, name) => {
    const { engine, image } = await prepare();
    if (runsThisKernel(engine) && (await mayTraceHere())) return startObserverHere(program, name, true);
    const { startObserverContainer } = await import('./observer-container.ts');
    return startObserverContainer(engine, image, [program, name]);
  },
};

/**
 * A process starts in a tenth of a container's time. That this is the kernel of the engine's containers is likely then,
 * and shown by the hosts themselves: the trace of another than theirs counts for nothing.
 */
function runsThisKernel({ where, kernel }: Engine): boolean {
  return where.startsWith('unix:') && kernel === os.release();
}

/** Asked anew for every lab: an engine can end, and an image be removed, between two of them. */
async function prepare(): Promise<{ engine: Engine; image: string }> {
  const engine = await connectEngine();
  return { engine, image: await requireHostImage(engine.docker) };
}
