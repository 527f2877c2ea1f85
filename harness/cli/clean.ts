import { removeLeftovers } from '../backend/docker/leftovers.ts';

/** `halfclose clean`: what killed runs left in the engine. netns leaves nothing to clean: the kernel does it. */
export async function clean(): Promise<void> {
  const removed = await removeLeftovers();
  process.stdout.write(removed.length === 0 ? 'nothing to remove\n' : `removed:\n${removed.map((each) => `  ${each}\n`).join('')}`);
}
