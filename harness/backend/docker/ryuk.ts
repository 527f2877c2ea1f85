import type Dockerode from 'dockerode';
import { connectEngine, engineMessage } from './engine.ts';
import { imageExists, pullImage } from './engine-images.ts';

/** The version testcontainers 12.2 starts by itself. */
const RYUK_IMAGE = 'testcontainers/ryuk:0.14.0';

/** What the evidence says of Ryuk, and the labels by which it finds what a lab makes. */
export interface RyukUse {
  readonly fact: string;
  readonly labels: Readonly<Record<string, string>>;
}

function ryukImage(): string {
  return process.env['RYUK_CONTAINER_IMAGE'] || RYUK_IMAGE;
}

/** Whether testcontainers could start Ryuk without fetching anything. Raises NO_ENGINE. */
export async function ryukIsThere(): Promise<boolean> {
  const { docker } = await connectEngine();
  return imageExists(docker, ryukImage());
}

let decided: Promise<RyukUse> | undefined;

/** Uses Ryuk where its image is on the engine; decided once, since our own reaper does the same work without. */
export function joinRyuk(docker: Dockerode): Promise<RyukUse> {
  decided ??= decide(docker);
  return decided;
}

async function decide(docker: Dockerode): Promise<RyukUse> {
  const without = (why: string): RyukUse => ({ fact: `not used: ${why}`, labels: {} });
  const image = ryukImage();
  if (process.env['TESTCONTAINERS_RYUK_DISABLED'] === 'true')
    return without('TESTCONTAINERS_RYUK_DISABLED is set');
  if (!(await imageExists(docker, image))) return without(`${image} is not on the engine`);
  try {
    const { getContainerRuntimeClient, getReaper, LABEL_TESTCONTAINERS_SESSION_ID } =
      await import('testcontainers');
    const { sessionId } = await getReaper(await getContainerRuntimeClient());
    return { fact: image, labels: { [LABEL_TESTCONTAINERS_SESSION_ID]: sessionId } };
  } catch (error) {
    return without(`${image} did not start: ${engineMessage(error)}`);
  }
}

/** Fetches Ryuk's image so that later labs use it; not having it is no failure. */
export async function pullRyuk(docker: Dockerode, onProgress: (line: string) => void): Promise<void> {
  const image = ryukImage();
  if (await imageExists(docker, image)) return;
  onProgress(`pulling ${image}`);
  await pullImage(docker, image).catch((error: unknown) =>
    onProgress(`it cannot be had (${engineMessage(error)}); leftovers are found by label without it`),
  );
}
