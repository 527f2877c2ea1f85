import { spawn, type ChildProcess } from 'node:child_process';
import type { AgentEvent, AppEvent, ReplyLine } from '../model/protocol.ts';
import { RequestError } from './failure.ts';
import { readLines } from './lines.ts';

interface Relay {
  /** Passes a line on to the harness. */
  readonly forward: (line: AgentEvent | ReplyLine) => void;
  readonly now: () => number;
}

/**
 * Application processes beside the agent, in the same host, so that one can be killed while the host and its
 * observer live on. Each runs this same program; requests for its sockets and its answers are passed on as they are.
 */
export class ProcessTable {
  readonly #relay: Relay;
  readonly #processes = new Map<
    string,
    { child: ChildProcess; sockets: Set<string>; pending: Set<number> }
  >();

  constructor(relay: Relay) {
    this.#relay = relay;
  }

  spawn(name: string): { pid: number } {
    if (this.#processes.has(name)) {
      throw new RequestError('INVALID_OPTION', `this host has a process called \`${name}\` already`);
    }
    const program = process.argv[1];
    if (program === undefined) throw new RequestError('INTERNAL', 'the agent does not know its own file');
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    const entry = { child, sockets: new Set<string>(), pending: new Set<number>() };
    this.#processes.set(name, entry);
    child.stdin.on('error', () => undefined);
    readLines(child.stdout, (text) => {
      const line = JSON.parse(text) as AgentEvent | ReplyLine;
      if ('id' in line) entry.pending.delete(line.id);
      else if (line.event === 'app') entry.sockets.add(line.socket);
      this.#relay.forward(line);
    });
    child.on('exit', (code, signal) => this.#bury(name, signal ?? `exit ${String(code)}`));
    if (child.pid === undefined) throw new RequestError('INTERNAL', `cannot start ${process.execPath}`);
    return { pid: child.pid };
  }

  /** The process that owns this socket, given the process it is being made in or the name of an earlier one. */
  ownerOf(socket: string, process: string | undefined): string | undefined {
    if (process !== undefined) return process;
    for (const [name, { sockets }] of this.#processes) {
      if (sockets.has(socket)) return name;
    }
    return undefined;
  }

  send(name: string, request: { id: number; op: string; params: { socket: string } }): void {
    const entry = this.#entry(name);
    entry.sockets.add(request.params.socket);
    entry.pending.add(request.id);
    entry.child.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  async kill(name: string, signal: string): Promise<void> {
    const { child } = this.#entry(name);
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal as NodeJS.Signals);
    await exited;
  }

  #entry(name: string) {
    const entry = this.#processes.get(name);
    if (!entry) throw new RequestError('INVALID_OPTION', `this host has no process called \`${name}\``);
    return entry;
  }

  #bury(name: string, how: string): void {
    const entry = this.#processes.get(name);
    this.#processes.delete(name);
    for (const socket of entry?.sockets ?? []) this.#relay.forward(this.#processEnded(socket, how));
    for (const id of entry?.pending ?? []) {
      const message = `process ${name} ended (${how}) before it answered`;
      this.#relay.forward({ id, ok: false, error: { code: 'PROCESS_ENDED', message } });
    }
  }

  #processEnded(socket: string, how: string): AppEvent {
    return {
      event: 'app',
      at: this.#relay.now(),
      socket,
      kind: 'closed',
      detail: `its process ended: ${how}`,
    };
  }
}
