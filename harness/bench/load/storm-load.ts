import type { Child } from './child.ts';
import type { Address } from './commands.ts';
import { MEASUREMENT_DEADLINE_MS, within } from './deadline.ts';
import type { LoadPlaces } from './load.ts';
import { replyOf, startRole } from './role.ts';
import type { Storm } from './storm.ts';

/** A server and a client of very many short connections, each in a process of its own. */
export class StormLoad {
  readonly #server: Child;
  readonly #client: Child;
  readonly #to: Address;

  private constructor(server: Child, client: Child, to: Address) {
    this.#server = server;
    this.#client = client;
    this.#to = to;
  }

  static async start({ host, servers, clients }: LoadPlaces): Promise<StormLoad> {
    const [server, to] = await startRole(['storm-server', host], servers);
    try {
      const [client] = await startRole(['storm-client'], clients);
      return new StormLoad(server, client, to as Address);
    } catch (error) {
      await server.end();
      throw error;
    }
  }

  /** Its processes, whose processor time is no watcher's. */
  get pids(): readonly number[] {
    return [this.#server, this.#client].map(({ process }) => process.pid ?? 0);
  }

  /** Opens and closes so many connections, at most `perSecond`. Resolves to the seconds that took. */
  async rush(connections: number, perSecond: number): Promise<number> {
    this.#client.process.send({ to: this.#to, connections, perSecond } satisfies Storm);
    return (await within(MEASUREMENT_DEADLINE_MS, 'the close storm', replyOf(this.#client))) as number;
  }

  async end(): Promise<void> {
    await Promise.all([this.#client.end(), this.#server.end()]);
  }
}
