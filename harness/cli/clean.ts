import { sweep } from '../lab/kernel-trace.ts';
import { backendNamed } from '../scenario/backends.ts';
import { removeLeftovers } from '../backend/docker/leftovers.ts';

/** `halfclose clean`: what killed runs left in the engine and in the kernel's trace. Namespaces go by themselves. */
export async function clean(): Promise<void> {
  const instances = await sweep(backendNamed('netns'));
  for (const name of instances) process.stdout.write(`removed trace instance ${name}\n`);
  const { removed, kept } = await removeLeftovers();
  for (const { kind, name } of removed) process.stdout.write(`removed ${kind} ${name}\n`);
  for (const { kind, name, state } of kept)
    process.stdout.write(`left alone ${kind} ${name}: its run is ${state}\n`);
  if (instances.length + removed.length + kept.length === 0) process.stdout.write('nothing to remove\n');
}
