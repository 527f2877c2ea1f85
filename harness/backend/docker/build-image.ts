import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import { engineMessage } from './engine.ts';
import { followProgress } from './engine-images.ts';

/** What an image is built from, by file name relative to its folder. */
export type BuildContext = Readonly<Record<string, Buffer>>;

/** Which image an image is built on. */
export const BASE_LABEL = 'dev.halfclose.base';

/** The name says what is inside, so that a harness never starts an image of another version. */
export function imageName(repository: string, context: BuildContext): string {
  const hash = createHash('sha256');
  for (const [name, content] of Object.entries(context).sort(([a], [b]) => a.localeCompare(b))) {
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return `${repository}:${hash.digest('hex').slice(0, 12)}`;
}

/** Raises NO_IMAGE with what the build said. */
export async function buildImage(
  docker: Dockerode,
  context: BuildContext,
  image: string,
  base: string,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'halfclose-image-'));
  const said: string[] = [];
  try {
    for (const [name, content] of Object.entries(context)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content, { mode: 0o755 });
    }
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
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
