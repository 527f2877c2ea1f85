import { once } from 'node:events';
import { builtFile } from '../../backend/package-files.ts';
import { Child } from './child.ts';
import type { Reply } from './commands.ts';
import { START_DEADLINE_MS, within } from './deadline.ts';

/** Starts a process of the load; resolves to its first word. */
export async function startRole(
  [role = '', ...rest]: readonly string[],
  through: readonly string[],
): Promise<[Child, unknown]> {
  const command = [process.execPath, builtFile('bench-load.js'), role, ...rest];
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  const child = await Child.start(`the load's ${role}`, command, [...stdio], through);
  try {
    return [child, await within(START_DEADLINE_MS, child.name, replyOf(child))];
  } catch (error) {
    await child.end();
    throw error;
  }
}

/** What the process answers to what it was told. */
export async function replyOf(child: Child): Promise<unknown> {
  const [reply] = (await Promise.race([once(child.process, 'message'), child.failure()])) as [Reply];
  if ('error' in reply) throw new Error(`${child.name}: ${reply.error}`);
  return reply.value;
}
