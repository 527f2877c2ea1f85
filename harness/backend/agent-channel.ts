import { createInterface } from 'node:readline';
import { AGENT_REPLY_DEADLINE_MS } from '../model/deadlines.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { AgentEvent, Operation, Params, ReplyLine, Result } from '../model/protocol.ts';
import type { AgentChannel, ProgramStreams } from './backend.ts';
import { agentFailureToError } from './agent-failure.ts';
import { readAgentLine } from './agent-lines.ts';

interface Pending {
  readonly op: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export interface AgentStreams extends ProgramStreams {
  /** Names the host in errors, such as `client (pid 4711)`. */
  readonly describe: string;
}

const STDERR_TAIL = 2_000;

/** Speaks the line protocol of model/protocol.ts with the agent at the other end of these streams. */
export function openAgentChannel(streams: AgentStreams): AgentChannel & { close(): void } {
  return new StreamChannel(streams);
}

class StreamChannel implements AgentChannel {
  readonly #streams: AgentStreams;
  readonly #pending = new Map<number, Pending>();
  readonly #eventListeners: ((event: AgentEvent) => void)[] = [];
  readonly #deathListeners: ((error: Error) => void)[] = [];
  #nextId = 1;
  #closing = false;
  #death: Error | undefined;
  #stderr = '';

  constructor(streams: AgentStreams) {
    this.#streams = streams;
    streams.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_TAIL);
    });
    // A write to an agent that has just died must not take the harness down; the end of stdout tells the story.
    streams.stdin.on('error', () => undefined);
    const lines = createInterface({ input: streams.stdout });
    lines.on('line', (line) => this.#receive(line));
    lines.on('close', () => this.#die());
  }

  request<O extends Operation>(op: O, params: Params<O>): Promise<Result<O>> {
    if (this.#death) return Promise.reject(this.#death);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          this.#pending.delete(id);
          reject(new HalfcloseError('TIMED_OUT', `${this.#streams.describe} did not answer \`${op}\``));
        },
        AGENT_REPLY_DEADLINE_MS + mayWaitMs(params),
      );
      this.#pending.set(id, { op, resolve: resolve as (result: unknown) => void, reject, timer });
      this.#streams.stdin.write(`${JSON.stringify({ id, op, params })}\n`);
    });
  }

  onEvent(listener: (event: AgentEvent) => void): void {
    this.#eventListeners.push(listener);
  }

  onDeath(listener: (error: Error) => void): void {
    if (this.#death && !this.#closing) listener(this.#death);
    else this.#deathListeners.push(listener);
  }

  /** Ends the agent's stdin, which ends the agent and with it the host. */
  close(): void {
    this.#closing = true;
    this.#streams.stdin.end();
  }

  #receive(text: string): void {
    const line = readAgentLine(text, this.#streams.describe);
    if (line instanceof HalfcloseError) this.#fail(line);
    else if ('event' in line) for (const listener of this.#eventListeners) listener(line);
    else this.#settle(line);
  }

  #settle(reply: ReplyLine): void {
    const pending = this.#pending.get(reply.id);
    // A reply can come after its request has timed out; nobody waits for it any more.
    if (!pending) return;
    this.#pending.delete(reply.id);
    clearTimeout(pending.timer);
    if (reply.ok) pending.resolve(reply.result);
    else pending.reject(agentFailureToError(reply.error, pending.op, this.#streams.describe));
  }

  #die(): void {
    const said = this.#stderr.trim();
    this.#fail(
      new HalfcloseError(
        'AGENT_DIED',
        `the agent of host ${this.#streams.describe} ended${said ? `; it last said:\n${said}` : ' without a word'}`,
        { hint: 'its sockets went with it; look for an out-of-memory kill or a signal from outside' },
      ),
    );
  }

  #fail(error: HalfcloseError): void {
    if (this.#death) return;
    this.#death = error;
    for (const pending of this.#pending.values()) {
      clearTimeout(pending.timer);
      pending.reject(error);
    }
    this.#pending.clear();
    if (!this.#closing) for (const listener of this.#deathListeners) listener(error);
    if (error.code === 'PROTOCOL_ERROR') this.close();
  }
}

/** A call of the kernel that may block says for how long it may. */
function mayWaitMs(params: object): number {
  return 'withinMs' in params && typeof params.withinMs === 'number' ? params.withinMs : 0;
}
