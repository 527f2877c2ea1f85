import { monotonicMs } from '../model/clock.ts';
import { TOXIPROXY_START_DEADLINE_MS } from '../model/deadlines.ts';
import type { AppEvent, HttpRequest, HttpResponse, ToxiproxyStart } from '../model/protocol.ts';
import type { SocketAddress, SocketRow } from '../model/socket-row.ts';
import { RequestError } from './failure.ts';
import { askOverLoopback, LOOPBACK } from './loopback-http.ts';
import { ToxiproxyProcess } from './toxiproxy-process.ts';

/**
 * The real Toxiproxy in this host, steered over the host's own loopback, which no fault between hosts can cut. The
 * sockets of that control are no part of the scenario: they are left out of what looks report. Where the agent did
 * not start the program itself, its listening socket is how the agent knows that it lives.
 */
export class Toxiproxy {
  readonly #port: number;
  readonly #process: ToxiproxyProcess | undefined;
  readonly #emit: (event: AppEvent) => void;
  #listening = false;
  #ended: string | undefined;

  constructor({ port, program }: ToxiproxyStart, emit: (event: AppEvent) => void) {
    this.#port = port;
    this.#emit = emit;
    if (program !== undefined) this.#process = new ToxiproxyProcess(program, port, (how) => this.#end(how));
  }

  /**
   * Resolves to its version as soon as `look` has shown its API in LISTEN. Not found out by connecting: the kernel would
   * answer a connection that comes too early with a RST, and count it among the scenario's.
   */
  async ready(look: () => Promise<unknown>): Promise<{ version: string }> {
    const deadline = monotonicMs() + TOXIPROXY_START_DEADLINE_MS;
    while (!this.#listening && this.#ended === undefined && monotonicMs() < deadline) await look();
    if (!this.#listening)
      this.#ended ??= `port ${String(this.#port)} of the loopback was not opened${this.#lastWords()}`;
    const { body } = await this.handle({ method: 'GET', path: '/version', headers: {}, body: '' });
    return JSON.parse(body) as { version: string };
  }

  async handle(request: HttpRequest): Promise<HttpResponse> {
    if (this.#ended !== undefined)
      throw new RequestError('TOXIPROXY_DIED', `toxiproxy-server is not there: ${this.#ended}`);
    return askOverLoopback(this.#port, request);
  }

  /** What a look showed, without the sockets of control. */
  withoutControl(rows: readonly SocketRow[]): SocketRow[] {
    const listening = rows.some((row) => row.state === 'LISTEN' && this.#isControl(row.local));
    if (this.#listening && !listening && !this.#process) this.#end('its API listens no more');
    this.#listening ||= listening;
    return rows.filter(({ local, peer }) => !this.#isControl(local) && !this.#isControl(peer));
  }

  #isControl({ address, port }: SocketAddress): boolean {
    return address === LOOPBACK && port === this.#port;
  }

  #end(how: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = how + this.#lastWords();
    const kind = 'toxiproxy-ended';
    this.#emit({ event: 'app', at: monotonicMs(), socket: 'toxiproxy-server', kind, detail: this.#ended });
  }

  #lastWords(): string {
    const said = this.#process?.said.trim() ?? '';
    return said === '' ? '' : `; it last said:\n${said}`;
  }
}
