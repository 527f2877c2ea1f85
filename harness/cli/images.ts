import { ensureHostImage } from '../backend/docker/host-image.ts';

/** `halfclose images`: builds what the docker hosts run from, where it is missing. */
export async function images(): Promise<void> {
  const { image, built, base, toxiproxy } = await ensureHostImage({
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${image} ${built ? 'built' : 'is there'}, on ${base}\nToxiproxy: ${toxiproxy}\n`);
}
