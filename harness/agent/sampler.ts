import { setTimeout as pause } from 'node:timers/promises';
import { EAGER_LOOK_PAUSE_MS } from '../model/deadlines.ts';
import { countedNews, type HalfOpenCount } from '../model/half-open.ts';
import type { LookEvent, LookSummary, SeenSocket } from '../model/protocol.ts';
import { connectionKey, unmapped, type SocketAddress, type SocketRow } from '../model/socket-row.ts';
import { isReachable } from '../model/state-machine.ts';

/** What one look shows. */
export interface Look {
  readonly rows: readonly SocketRow[];
  /** The half-open requests that floods have left, which are in no row. */
  readonly floods: readonly HalfOpenCount[];
}

interface SamplerOptions {
  readonly look: () => Promise<Look>;
  readonly now: () => number;
  readonly emit: (event: LookEvent) => void;
}

/**
 * Looks at the kernel's sockets again and again, and tells what changed since the look before. How often is the harness's
 * to say: a few milliseconds while something waits, seldom otherwise. Before it has said so, nothing is looked at unasked:
 * a host made ahead has nothing to show yet, and a process beside the agent leaves looking to that.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  /** What the last look showed; `undefined` for a connection announced by its application and not yet seen. */
  readonly #last = new Map<string, { ends: Ends; row: SocketRow | undefined }>();
  #floods: readonly HalfOpenCount[] = [];
  #summary: LookSummary = { looks: 0, errors: 0, at: 0 };
  #pauseMs: number | undefined;
  #isWatched = false;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Whether something has happened that the last look may have missed, and a next one is due for it. */
  #nudged = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  /** Sets the pause between two looks, and whether somebody waits for them; starts looking if it has not been. */
  cadence(pauseMs: number, isWatched: boolean): void {
    this.#pauseMs = pauseMs;
    this.#isWatched = isWatched;
    if (!this.#running) this.#schedule();
  }

  /** A connection that is known of from elsewhere, so that "never seen by any look" can be told from "not there". */
  announce(local: SocketAddress, peer: SocketAddress): void {
    const key = keyOf({ local, peer });
    if (!this.#last.has(key)) this.#last.set(key, { ends: { local, peer }, row: undefined });
  }

  /**
   * Something has happened that the kernel's sockets may show: the next look begins now, or when the one under way
   * ends; with `delayMs` that much later, unless the pause is over sooner.
   */
  nudge(delayMs = 0): void {
    if (this.#pauseMs === undefined) return;
    if (this.#running) this.#nudged = true;
    else if (delayMs === 0) void this.#begin();
    else if (delayMs < this.#pauseMs && !this.#nudged) {
      this.#nudged = true;
      this.#schedule(delayMs);
    }
  }

  /**
   * One look that starts after this call. With `whileWatched` it is not made once nobody waits any more: what the one
   * under way shows is often enough, which whoever asked is given the time to say, so that the look for what happens next
   * does not have to wait for this one.
   */
  async lookNow(whileWatched = false): Promise<LookSummary> {
    // A look under way may have read this socket's row already: it cannot speak for the time after the call.
    const underWay = this.#running;
    await underWay;
    if (underWay && whileWatched) await pause(EAGER_LOOK_PAUSE_MS);
    if (whileWatched && !this.#isWatched) return this.#summary;
    await this.#begin();
    return this.#summary;
  }

  async #look(): Promise<void> {
    try {
      const announced = new Set(this.#last.keys());
      const began = this.#options.now();
      this.#record(await this.#options.look(), announced, began);
    } catch (error) {
      const { looks, errors, at } = this.#summary;
      this.#summary = { looks: looks + 1, errors: errors + 1, at, lastError: (error as Error).message };
    } finally {
      this.#running = undefined;
      // Not by a timer: the shortest takes a millisecond.
      if (this.#nudged) void this.#begin();
      else this.#schedule();
    }
  }

  /** Starts a look unless one is under way. */
  #begin(): Promise<void> {
    clearTimeout(this.#timer);
    this.#nudged = false;
    return (this.#running ??= this.#look());
  }

  #schedule(pauseMs = this.#pauseMs): void {
    clearTimeout(this.#timer);
    if (pauseMs === undefined) return;
    this.#timer = setTimeout(() => void this.#begin(), pauseMs);
  }

  #record({ rows, floods }: Look, announced: ReadonlySet<string>, began: number): void {
    const before = this.#summary.at;
    const { looks, errors } = this.#summary;
    // An error is over with the next look that succeeds: the gap it left is told by `before`.
    this.#summary = { looks: looks + 1, errors, at: this.#options.now() };
    const seen = [...this.#gone(rows, announced), ...this.#changed(rows)];
    const news = countedNews(this.#floods, floods);
    this.#floods = floods;
    if (seen.length === 0 && news.length === 0) return;
    const counted = news.length > 0 ? { floods: news } : {};
    this.#options.emit({ event: 'look', before, began, ...this.#summary, seen, ...counted });
  }

  /** What no look has shown yet. A state that the last one does not lead to is another socket's, between the same ends. */
  #changed(rows: readonly SocketRow[]): SeenSocket[] {
    const seen: SeenSocket[] = [];
    for (const row of rows) {
      const key = rowKey(row);
      const last = this.#last.get(key)?.row;
      this.#last.set(key, { ends: row, row });
      if (last && sameToAReader(last, row)) continue;
      if (last && !isReachable(last.state, row.state)) seen.push(gone(last, last.inode));
      seen.push({ local: row.local, peer: row.peer, state: row.state, inode: row.inode, row });
    }
    return seen;
  }

  /** Connections that were there, or were announced before this look began, and are not there now. */
  #gone(rows: readonly SocketRow[], announced: ReadonlySet<string>): SeenSocket[] {
    const present = new Set(rows.map(rowKey));
    const seen: SeenSocket[] = [];
    for (const [key, { ends, row }] of this.#last) {
      if (present.has(key) || !announced.has(key)) continue;
      this.#last.delete(key);
      seen.push(gone(ends, row?.inode));
    }
    return seen;
  }
}

type Ends = Pick<SocketRow, 'local' | 'peer'>;

/** Two listeners may share an address (SO_REUSEPORT); only their inode tells them apart. */
function rowKey(row: SocketRow): string {
  return row.state === 'LISTEN' ? `${keyOf(row)}#${String(row.inode)}` : keyOf(row);
}

/** Whoever announces a connection need not know whether its listener takes both families. */
function keyOf(ends: Ends): string {
  return connectionKey(unmapped(ends));
}

function gone({ local, peer }: Ends, inode: number | undefined): SeenSocket {
  return { local, peer, state: 'CLOSED', inode };
}

/** Counting-down timers and tcp_info change with every look: they alone are not news. */
function sameToAReader(a: SocketRow, b: SocketRow): boolean {
  return (
    a.state === b.state &&
    a.recvQ === b.recvQ &&
    a.sendQ === b.sendQ &&
    a.inode === b.inode &&
    a.timer?.name === b.timer?.name &&
    a.timer?.retransmits === b.timer?.retransmits &&
    !timeWaitStartsAnew(a, b)
  );
}

/** Other timers start anew with every segment; this one only when TIME_WAIT does (RFC 9293 section 3.10.7.4). */
function timeWaitStartsAnew({ timer: before }: SocketRow, { timer: after }: SocketRow): boolean {
  return before?.name === 'timewait' && (after?.remainingMs ?? 0) > before.remainingMs;
}
