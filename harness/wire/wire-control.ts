import { Scheduler } from '../kernel/scheduler.ts';
import { buildPacket, parsePacket } from '../model/packet.ts';
import type { Flood } from '../model/flood.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { FORGED_HOP_LIMIT, flagBits, timestampsOption } from '../model/segment.ts';
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
import { Hold } from './actions/hold.ts';
import { ArmedFault } from './armed-fault.ts';
import { Directions } from './direction.ts';
import { sendFlood } from './flood.ts';
import { Forge } from './forge.ts';
import { addRules } from './rules.ts';
import { SegmentQueue } from './segment-queue.ts';
import type { QueueVerdict } from './netlink.ts';
import { Traveller } from './traveller.ts';
import { tryParts } from './wire-parts.ts';

/** The netfilter queue that the wire takes in every host: each has a namespace of its own, so one number does. */
export const WIRE_QUEUE = 793;

export interface WireOptions {
  readonly seed: number;
  readonly now: () => number;
  readonly tell: (touched: readonly TouchedSegment[]) => void;
  /** Asks the scenario whether its predicate selects the segment; `answer` brings the reply. */
  readonly ask: (question: number, touched: TouchedSegment, fault: string) => void;
  readonly onError: (error: Error) => void;
}

/** What the scenario is asked of a segment that a fault would touch. */
interface Question {
  readonly fault: string;
  readonly answer: (selected: boolean) => void;
}

/** The faults on the segments that come into this host, and the segments that are on their way past them. */
export class WireControl {
  readonly #options: WireOptions;
  readonly #scheduler: Scheduler;
  readonly #forge = new Forge();
  readonly #directions = new Directions();
  readonly #faults: ArmedFault[] = [];
  readonly #questions = new Map<number, Question>();
  #queue: SegmentQueue | undefined;
  #told: TouchedSegment[] = [];
  #segments = 0;
  #asked = 0;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#scheduler = new Scheduler(options.now);
  }

  /** Resolves when every segment that fits goes past the fault. */
  async arm(name: string, selection: SegmentSelection, action: FaultAction): Promise<void> {
    this.#openQueue();
    const rules = await addRules(selection.from, selection.to, WIRE_QUEUE);
    const context = {
      now: this.#options.now,
      at: (due: number, action: () => void) => this.#scheduler.at(due, action),
      random: seededRandom(this.#options.seed, `wire ${name}`),
      send: (packet: Buffer) => this.#orFail(() => this.#sendAfterVerdicts(packet)),
    };
    this.#faults.push(new ArmedFault(name, { selection, action }, rules, context));
  }

  async lift(name: string): Promise<void> {
    const index = this.#faults.findIndex((fault) => fault.name === name);
    const [fault] = index < 0 ? [] : this.#faults.splice(index, 1);
    // Nothing is asked any more: what waits for an answer goes on, before anything that comes later.
    for (const question of this.#questions.values()) if (question.fault === name) question.answer(false);
    await fault?.lift();
  }

  /** The hold of that name; undefined where there is none. */
  hold(name: string): Hold | undefined {
    const fate = this.#faults.find((fault) => fault.name === name)?.fate;
    return fate instanceof Hold ? fate : undefined;
  }

  answer(question: number, selected: boolean): void {
    this.#questions.get(question)?.answer(selected);
  }

  /** Sends a segment of our own making from this host. */
  forge(segment: ForgedSegment): void {
    const { from, to, flags, timestamps, base64, ...numbers } = segment;
    const parts = { source: from, destination: to, flags: flagBits(flags), hopLimit: FORGED_HOP_LIMIT };
    const payload = Buffer.from(base64, 'base64');
    const options = timestamps ? timestampsOption(timestamps) : Buffer.alloc(0);
    this.#forge.send(buildPacket({ ...parts, ...numbers, options, payload }));
  }

  /** Sends SYNs of connections that nobody will ever complete to a port of this host. Resolves when all are sent. */
  flood(flood: Flood): Promise<void> {
    return sendFlood(flood, (packet) => this.#forge.send(packet));
  }

  /** What the wire has seen of the connection's segments from one end to the other. */
  numbers(from: SocketAddress, to: SocketAddress): SeenNumbers | undefined {
    return this.#directions.of({ source: from, destination: to }).numbers;
  }

  health(): WireHealth {
    return this.#queue?.health() ?? { queued: 0, lost: 0 };
  }

  /** Tries all that the wire is made of, and leaves no rule behind. */
  tryParts(): Promise<WirePart[]> {
    return tryParts({
      openQueue: () => this.#openQueue(),
      openRawSockets: () => this.#forge.open(),
      queue: WIRE_QUEUE,
    });
  }

  #openQueue(): void {
    this.#queue ??= SegmentQueue.open(WIRE_QUEUE, {
      onPacket: (id, packet) => this.#meet(id, packet),
      onError: this.#options.onError,
    });
  }

  /** A copy comes after the segment whose copy it is. */
  #sendAfterVerdicts(packet: Buffer): void {
    this.#queue?.flush();
    this.#forge.send(packet);
  }

  #meet(id: number, packet: Buffer): void {
    const decide = (verdict: QueueVerdict, replacement?: Buffer) => {
      this.#orFail(() => this.#queue?.decide(id, verdict, replacement));
    };
    const segment = parsePacket(packet);
    if (!segment) {
      decide('accept');
      return;
    }
    const direction = this.#directions.of(segment);
    const isForged = segment.hopLimit === FORGED_HOP_LIMIT;
    const traveller = new Traveller({
      ...{ segment, packet, direction, decide, number: ++this.#segments },
      // What we made up says nothing of where the connection stands.
      idleMs: isForged ? 0 : direction.arrived(segment, this.#options.now()),
      now: this.#options.now,
      tell: (touched) => this.#tell(touched),
      ask: (touched, fault) => this.#ask(touched, fault),
    });
    if (isForged) traveller.arriveForged();
    else traveller.travel([...this.#faults]);
  }

  /** What fails here fails in the middle of a segment's way, where nobody waits for a reply. */
  #orFail(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#options.onError(error as Error);
    }
  }

  #ask(touched: TouchedSegment, fault: string): Promise<boolean> {
    const question = ++this.#asked;
    return new Promise((resolve) => {
      const answer = (selected: boolean) => {
        this.#questions.delete(question);
        resolve(selected);
      };
      this.#questions.set(question, { fault, answer });
      this.#options.ask(question, touched, fault);
    });
  }

  /** Told together once what came in together has been dealt with. */
  #tell(touched: TouchedSegment): void {
    this.#told.push(touched);
    if (this.#told.length > 1) return;
    setImmediate(() => {
      const told = this.#told;
      this.#told = [];
      this.#options.tell(told);
    });
  }
}
