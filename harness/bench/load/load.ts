import type { Child } from './child.ts';
import type { Command, LoadCommands, Servers } from './commands.ts';
import { replyOf, startRole } from './role.ts';

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
    const [serving, servers] = await startRole(['servers', places.host], places.servers);
    try {
      const [clients] = await startRole(['clients'], places.clients);
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
