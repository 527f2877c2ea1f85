import {
  expect,
  scenario,
  type Client,
  type ClientOptions,
  type Lab,
  type LabProxy,
  type Server,
} from 'halfclose';
import { AT_REST, CONTROL, ROUTES, UNLIKE_DIRECT, type Route } from '../../reports/fidelity/words.ts';

/** A scenario of the matrix on one route. */
export class Crossing {
  readonly lab: Lab;
  readonly route: Route;
  /** Undefined until a client has connected, and on the direct route. */
  proxy: LabProxy | undefined;

  constructor(lab: Lab, route: Route) {
    this.lab = lab;
    this.route = route;
  }

  /**
   * Whether the route keeps what TCP says: then a scenario asserts, and the same whether a proxy stands between or not.
   * Of Toxiproxy it asserts nothing: it waits where that is known to come to rest, so that what is recorded is final.
   */
  get keepsTcp(): boolean {
    return this.route !== 'Toxiproxy';
  }

  /** A client of this server on the route. Its `sysctls` are the proxy's too. */
  async client(to: Server, options: ClientOptions = {}): Promise<Client> {
    if (this.route === 'direct') return this.lab.client({ ...options, to });
    const engine = this.route === 'ours' ? 'halfclose' : 'toxiproxy';
    this.proxy = await this.lab.proxy({ to, engine, sysctls: options.sysctls ?? {} });
    return this.lab.client({ ...options, via: this.proxy });
  }

  /** A client and a server that are connected, and end nothing by themselves. */
  async connected(
    reading: { client?: 'paused'; server?: 'paused' } = {},
    sysctls: Readonly<Record<string, string>> = {},
  ): Promise<{ client: Client; server: Server }> {
    const policy = (of: 'client' | 'server') => ({ onFin: 'ignore', reading: reading[of] ?? 'on' }) as const;
    const server = await this.lab.server(policy('server'));
    const client = await this.client(server, { ...policy('client'), sysctls });
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await this.atRest();
    return { client, server };
  }

  /**
   * Neither end will change before the scenario does something: the table is made of these moments. A look may show what
   * the application is about to be told; by the end of one more look it has been.
   */
  async atRest(): Promise<void> {
    await Promise.all(this.lab.hosts.map((host) => host.look()));
    this.lab.step(AT_REST);
  }

  noteControl(what: string): void {
    this.lab.step(CONTROL + what);
  }
}

interface RowOptions {
  readonly routes?: readonly Route[];
  /** Why on this row no proxy can be like a direct connection. Default: one can, and ours must. */
  readonly unlikeDirect?: string;
}

/** One row of the matrix in docs/fidelity.md: the same scenario on each route. */
export function row(name: string, options: RowOptions, body: (crossing: Crossing) => Promise<void>): void {
  const { routes = ROUTES, unlikeDirect } = options;
  for (const route of routes) {
    const needs = route === 'Toxiproxy' ? ({ needs: 'toxiproxy' } as const) : {};
    scenario(`${name} (${route})`, needs, async ({ lab }) => {
      if (unlikeDirect !== undefined) lab.step(UNLIKE_DIRECT + unlikeDirect);
      const crossing = new Crossing(lab, route);
      await body(crossing);
      await crossing.atRest();
    });
  }
}
