import { once } from 'node:events';
import { builtFile } from '../../backend/package-files.ts';
import { Child } from './child.ts';
import { START_DEADLINE_MS, within } from './deadline.ts';
import type { Command, LoadCommands, Reply, Servers } from './commands.ts';

/** Where the processes of the load are. */
export interface LoadPlaces {
  /** The address that the servers listen on. */
  readonly host: string;
  /** Commands by which the processes get there, such as nsenter(1). */
  readonly servers: readonly string[];
  readonly clients: readonly string[];
}

const ON_LOOPBACK: LoadPlaces = { host: '127.0.0.1', servers: [], clients: [] };

/** The clients and the servers of the bench, each in a process of its own, so that they share none with a proxy. */
export class Load {
  readonly servers: Servers;
  readonly #clients: Child;
  readonly #serving: Child;

  private constructor(servers: Servers, clients: Child, serving: Child) {
    this.servers = servers;
    this.#clients = clients;
    this.#serving = serving;
  }

  static async start(places = ON_LOOPBACK): Promise<Load> {
    const [serving, servers] = await start(['servers', places.host], places.servers);
    try {
      const [clients] = await start(['clients'], places.clients);
      return new Load(servers as Servers, clients, serving);
    } catch (error) {
      await serving.end();
      throw error;
    }
  }

  /** One at a time. */
  async do<Name extends keyof LoadCommands>(
    name: Name,
    ...args: Parameters<LoadCommands[Name]>
  ): Promise<Awaited<ReturnType<LoadCommands[Name]>>> {
    this.#clients.process.send({ name, args } satisfies Command);
    return (await replyOf(this.#clients)) as Awaited<ReturnType<LoadCommands[Name]>>;
  }

  async end(): Promise<void> {
    await Promise.all([this.#clients.end(), this.#serving.end()]);
  }
}

async function start(
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

async function replyOf(child: Child): Promise<unknown> {
  const [reply] = (await Promise.race([once(child.process, 'message'), child.failure()])) as [Reply];
  if ('error' in reply) throw new Error(`${child.name}: ${reply.error}`);
  return reply.value;
}
