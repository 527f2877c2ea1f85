import { removeLeftovers } from '../backend/docker/leftovers.ts';

/** `halfclose clean`: what killed runs left in the engine. netns leaves nothing to clean: the kernel does it. */
export async function clean(): Promise<void> {
  const { removed, kept } = await removeLeftovers();
  for (const { kind, name } of removed) process.stdout.write(`removed ${kind} ${name}\n`);
  for (const { kind, name, state } of kept)
    process.stdout.write(`left alone ${kind} ${name}: its run is ${state}\n`);
  if (removed.length + kept.length === 0) process.stdout.write('nothing to remove\n');
}
