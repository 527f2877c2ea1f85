import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { packageRoot } from '../package-files.ts';
import { findToxiproxyProgram, noToxiproxy, TOXIPROXY_VERSION } from '../toxiproxy-program.ts';
import { buildImage, imageName, type BuildContext } from './build-image.ts';
import { engineMessage } from './engine.ts';
import { imageExists, pullImage } from './engine-images.ts';

const OFFICIAL_IMAGE = `ghcr.io/shopify/toxiproxy:${TOXIPROXY_VERSION}`;

/**
 * What docker hosts have the real Toxiproxy from: Shopify's image, run beside a host, or a host image of this project
 * with the program in it.
 */
export interface ToxiproxyImage {
  readonly kind: 'official' | 'own';
  readonly image: string;
}

/** Of our own image, kept for the next lab: the name is made from what is in it, a program of 20 MB. */
let named: { readonly hostImage: string; readonly image: string } | undefined;

/** Raises NO_TOXIPROXY where the engine has neither image. */
export async function requireToxiproxyImage(docker: Dockerode, hostImage: string): Promise<ToxiproxyImage> {
  if (await imageExists(docker, OFFICIAL_IMAGE)) return { kind: 'official', image: OFFICIAL_IMAGE };
  if (named?.hostImage !== hostImage)
    named = { hostImage, image: ownName(await readBuildContext(), hostImage) };
  const { image } = named;
  if (await imageExists(docker, image)) return { kind: 'own', image };
  throw noToxiproxy(
    `the engine has neither ${OFFICIAL_IMAGE} nor ${image}, which \`npx halfclose images\` would build`,
  );
}

/** The name of the image that will be used, gotten first where need be; or why there is none. */
export async function ensureToxiproxyImage(
  docker: Dockerode,
  hostImage: string,
  { onProgress, mayPull }: { onProgress: (line: string) => void; mayPull: boolean },
): Promise<string> {
  try {
    if (mayPull) await pullOfficial(docker, onProgress);
    if (await imageExists(docker, OFFICIAL_IMAGE)) return OFFICIAL_IMAGE;
    const context = await readBuildContext();
    const image = ownName(context, hostImage);
    if (await imageExists(docker, image)) return image;
    onProgress(`building ${image} from ${hostImage}`);
    await buildImage(docker, context, image, hostImage);
    return image;
  } catch (error) {
    // Only what asks for the real Toxiproxy needs it.
    return `none: ${engineMessage(error)}`;
  }
}

async function pullOfficial(docker: Dockerode, onProgress: (line: string) => void): Promise<void> {
  if (await imageExists(docker, OFFICIAL_IMAGE)) return;
  onProgress(`pulling ${OFFICIAL_IMAGE}`);
  await pullImage(docker, OFFICIAL_IMAGE).catch((error: unknown) =>
    onProgress(`it cannot be had (${engineMessage(error)})`),
  );
}

async function readBuildContext(): Promise<BuildContext> {
  return {
    Dockerfile: await readFile(path.join(packageRoot(), 'containers', 'toxiproxy', 'Dockerfile')),
    'toxiproxy-server': await readFile(await findToxiproxyProgram()),
  };
}

/** The host image's own name says what is in that. */
function ownName(context: BuildContext, hostImage: string): string {
  return imageName('halfclose-toxiproxy', { ...context, base: Buffer.from(hostImage) });
}
