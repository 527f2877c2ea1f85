import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import { builtFile, packageRoot } from '../package-files.ts';
import { ensureBaseImage } from './base-image.ts';
import { connectEngine, engineMessage } from './engine.ts';
import { followProgress, imageExists } from './engine-images.ts';
import { pullRyuk } from './ryuk.ts';

/** What the host image is built from, by file name. */
export type BuildContext = Readonly<Record<string, Buffer>>;

export interface HostImage {
  readonly image: string;
  /** False where the image was there already. */
  readonly built: boolean;
  readonly base: string;
}

const BASE_LABEL = 'dev.halfclose.base';

async function readBuildContext(): Promise<BuildContext> {
  return {
    Dockerfile: await readFile(path.join(packageRoot(), 'containers', 'host', 'Dockerfile')),
    'agent.js': await readFile(builtFile('agent.js')),
  };
}

/** The name says what is inside, so a harness never starts an image with another version of the agent. */
export function hostImageName(context: BuildContext): string {
  const hash = createHash('sha256');
  for (const [name, content] of Object.entries(context).sort(([a], [b]) => a.localeCompare(b))) {
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return `halfclose-host:${hash.digest('hex').slice(0, 12)}`;
}

/** The name of the image a host starts from. Raises NO_IMAGE where the engine does not have it. */
export async function requireHostImage(docker: Dockerode, context?: BuildContext): Promise<string> {
  const image = hostImageName(context ?? (await readBuildContext()));
  if (await imageExists(docker, image)) return image;
  throw new HalfcloseError('NO_IMAGE', `the engine has no image ${image}`, {
    hint: 'build it with `npx halfclose images`; it changes with the version of halfclose',
  });
}

/**
 * Makes sure the engine has the host image, building it and its base where need be; `onProgress` is told of each stage
 * before it begins. Raises NO_ENGINE, MISSING_TOOL, or NO_IMAGE with what the build said.
 */
export async function ensureHostImage({
  onProgress,
}: {
  onProgress: (line: string) => void;
}): Promise<HostImage> {
  const engine = await connectEngine();
  const context = await readBuildContext();
  const image = hostImageName(context);
  if (await imageExists(engine.docker, image)) {
    const { Config } = await engine.docker.getImage(image).inspect();
    return { image, built: false, base: Config.Labels[BASE_LABEL] ?? '' };
  }
  const { base, fromRegistry } = await ensureBaseImage(engine.docker, onProgress);
  onProgress(`building ${image} from ${base}`);
  await build(engine.docker, context, image, base);
  if (fromRegistry) await pullRyuk(engine.docker, onProgress);
  return { image, built: true, base };
}

async function build(docker: Dockerode, context: BuildContext, image: string, base: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfclose-image-'));
  const said: string[] = [];
  try {
    for (const [name, content] of Object.entries(context)) await writeFile(path.join(folder, name), content);
    const options = {
      t: image,
      buildargs: { BASE: base },
      labels: { [BASE_LABEL]: base },
      rm: true,
      forcerm: true,
    };
    const output = await docker.buildImage({ context: folder, src: Object.keys(context) }, options);
    await followProgress(output, (text) => said.push(text));
  } catch (error) {
    throw new HalfcloseError(
      'NO_IMAGE',
      `building ${image} failed: ${engineMessage(error)}\n${said.slice(-10).join('\n')}`,
      {
        cause: error,
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
