import type { WireQuestion, AgentEvent, Operation, Params, Result } from '../model/protocol.ts';
import type { Flood } from '../model/flood.ts';
import { monotonicMs } from '../model/clock.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import type {
  FaultAction,
  ForgedSegment,
  SeenNumbers,
  SegmentSelection,
  TouchedSegment,
  WireHealth,
  WirePart,
} from '../model/wire.ts';
import { RequestError } from './failure.ts';

/** Segments that are kept until they are let go. */
interface Held {
  readonly count: number;
  release(places: readonly number[]): void;
  discard(places: readonly number[]): void;
}

/** The wire as the agent needs it. */
interface Wire {
  arm(fault: string, selection: SegmentSelection, action: FaultAction): Promise<void>;
  lift(fault: string): Promise<void>;
  hold(fault: string): Held | undefined;
  answer(question: number, selected: boolean): void;
  forge(segment: ForgedSegment): void;
  flood(flood: Flood): Promise<void>;
  numbers(from: SocketAddress, to: SocketAddress): SeenNumbers | undefined;
  health(): WireHealth;
  tryParts(): Promise<WirePart[]>;
}

export type CreateWire = (options: {
  seed: number;
  now: () => number;
  tell: (touched: readonly TouchedSegment[]) => void;
  ask: (question: number, segment: TouchedSegment, fault: string) => void;
  onError: (error: Error) => void;
}) => Promise<Wire>;

type WireOperation = Extract<Operation, `wire${string}`>;
type Handlers = { readonly [O in WireOperation]: (params: Params<O>) => Promise<Result<O>> };

/** Made when it is first needed. */
class LazyWire {
  readonly #createWire: CreateWire;
  readonly #say: (event: AgentEvent) => void;
  #made: Promise<Wire> | undefined;

  constructor(createWire: CreateWire, say: (event: AgentEvent) => void) {
    this.#createWire = createWire;
    this.#say = say;
  }

  get isMade(): boolean {
    return this.#made !== undefined;
  }

  get(seed = 0): Promise<Wire> {
    return (this.#made ??= this.#createWire({
      seed,
      now: monotonicMs,
      tell: (touched) => this.#say({ event: 'wire', touched }),
      ask: (question, segment, fault) =>
        this.#say({ event: 'wire-question', question, fault, segment } satisfies WireQuestion),
      onError: ({ message }) => this.#say({ event: 'wire-failed', message }),
    }));
  }
}

/** What the agent does when it is asked something about its wire, which is made by the first such request. */
export function wireOperations(
  createWire: CreateWire,
  say: (event: AgentEvent) => void,
  onFlood: (to: SocketAddress) => Promise<void>,
): Handlers {
  const done = {};
  const lazy = new LazyWire(createWire, say);
  const wire = (seed?: number) => lazy.get(seed);
  return {
    wireArm: async ({ fault, selection, action, seed }) => {
      await (await wire(seed)).arm(fault, selection, action).catch(explain);
      return done;
    },
    wireLift: async ({ fault }) => (await (await wire()).lift(fault), done),
    wireHeld: async ({ fault }) => ({ count: (await wire()).hold(fault)?.count ?? 0 }),
    wireRelease: async (params) => (letGo((await wire()).hold(params.fault), params), done),
    wireAnswer: async ({ question, selected }) => ((await wire()).answer(question, selected), done),
    wireForge: async ({ segment }) => {
      const made = await wire();
      orExplain(() => made.forge(segment));
      return done;
    },
    wireFlood: async ({ flood }) => {
      await onFlood(flood.to);
      await (await wire()).flood(flood).catch(explain);
      return done;
    },
    wireNumbers: async ({ from, to }) => ({ numbers: (await wire()).numbers(from, to) }),
    wireHealth: async () => (lazy.isMade ? (await wire()).health() : { queued: 0, lost: 0 }),
    wireTry: async () => ({ parts: await (await wire()).tryParts() }),
  };
}

function letGo(held: Held | undefined, { fault, places, reversed, discard }: Params<'wireRelease'>): void {
  if (!held) throw new RequestError('NOTHING_HELD', `nothing is held here by \`${fault}\``);
  const all = Array.from({ length: held.count }, (_, index) => index + 1);
  const chosen = [...(places ?? all)];
  if (reversed) chosen.reverse();
  if (discard) held.discard(chosen);
  else held.release(chosen);
}

function orExplain(act: () => void): void {
  try {
    act();
  } catch (error) {
    explain(error);
  }
}

/** EBUSY from binding the queue: another process of this host reads it. */
function explain(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EBUSY') throw new RequestError('QUEUE_TAKEN', message);
  throw new RequestError('NO_WIRE', message);
}
