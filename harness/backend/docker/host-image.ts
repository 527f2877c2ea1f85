import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import { builtFile, packageRoot } from '../package-files.ts';
import { ensureBaseImage } from './base-image.ts';
import { BASE_LABEL, buildImage, imageName, type BuildContext } from './build-image.ts';
import { connectEngine } from './engine.ts';
import { imageExists } from './engine-images.ts';
import { nativeLibrary } from './native-library.ts';
import { pullRyuk } from './ryuk.ts';
import { ensureToxiproxyImage } from './toxiproxy-image.ts';

export interface HostImage {
  readonly image: string;
  /** False where the image was there already. */
  readonly built: boolean;
  readonly base: string;
  /** The image that docker hosts have the real Toxiproxy from, or why there is none. */
  readonly toxiproxy: string;
}

/** Not what was compiled of them here: the image's node may be another. */
const PROGRAMS = ['agent.js', 'start-agent.js', 'compile-agent.js'];

async function readBuildContext(): Promise<BuildContext> {
  const programs = PROGRAMS.map(async (name) => [name, await readFile(builtFile(name))] as const);
  return {
    Dockerfile: await readFile(path.join(packageRoot(), 'containers', 'host', 'Dockerfile')),
    ...Object.fromEntries(await Promise.all(programs)),
    ...(await nativeLibrary()),
  };
}

export function hostImageName(context: BuildContext): string {
  return imageName('halfclose-host', context);
}

/** Of the image in use, kept for the next lab: what is in it does not change while this runs. */
let named: string | undefined;

/** The name of the image a host starts from. Raises NO_IMAGE where the engine does not have it. */
export async function requireHostImage(docker: Dockerode, context?: BuildContext): Promise<string> {
  const image = context ? hostImageName(context) : (named ??= hostImageName(await readBuildContext()));
  if (await imageExists(docker, image)) return image;
  throw new HalfcloseError('NO_IMAGE', `the engine has no image ${image}`, {
    hint: 'build it with `npx halfclose images`; it changes with the version of halfclose',
  });
}

interface Progress {
  readonly onProgress: (line: string) => void;
}

/**
 * Makes sure the engine has the host image, building it and its base where need be, and the real Toxiproxy where it can
 * be had; `onProgress` is told of each stage before it begins. Raises NO_ENGINE, MISSING_TOOL, or NO_IMAGE with what the
 * build said.
 */
export async function ensureHostImage({ onProgress }: Progress): Promise<HostImage> {
  const { docker } = await connectEngine();
  const context = await readBuildContext();
  const image = hostImageName(context);
  const there = await imageExists(docker, image);
  const { base, fromRegistry } = there
    ? { base: await baseOf(docker, image), fromRegistry: false }
    : await buildHostImage(docker, context, { onProgress });
  const toxiproxy = await ensureToxiproxyImage(docker, image, { onProgress, mayPull: fromRegistry });
  return { image, built: !there, base, toxiproxy };
}

async function baseOf(docker: Dockerode, image: string): Promise<string> {
  const { Config } = await docker.getImage(image).inspect();
  return Config.Labels[BASE_LABEL] ?? '';
}

async function buildHostImage(docker: Dockerode, context: BuildContext, { onProgress }: Progress) {
  const image = hostImageName(context);
  const { base, fromRegistry } = await ensureBaseImage(docker, onProgress);
  onProgress(`building ${image} from ${base}`);
  await buildImage(docker, context, image, base);
  if (fromRegistry) await pullRyuk(docker, onProgress);
  return { base, fromRegistry };
}
