import type { Segment } from '../model/segment.ts';
import type { FaultAction, SegmentSelection } from '../model/wire.ts';
import { makeFate } from './actions/make-fate.ts';
import type { Direction } from './direction.ts';
import type { Fate, FateContext } from './passage.ts';
import type { RuleSet } from './rules.ts';
import { compileSelection, isAtPosition } from './selecting.ts';
import { Turns } from './turns.ts';

/** A fault in force in this host. */
export class ArmedFault {
  readonly name: string;
  readonly asks: boolean;
  readonly fate: Fate;
  readonly #rules: RuleSet;
  readonly #selection: SegmentSelection;
  readonly #fits: (segment: Segment, direction: Direction) => boolean;
  readonly #turns = new WeakMap<Direction, Turns>();
  #over = false;

  constructor(
    name: string,
    { selection, action }: { selection: SegmentSelection; action: FaultAction },
    rules: RuleSet,
    context: FateContext,
  ) {
    this.name = name;
    this.asks = selection.asks;
    this.fate = makeFate(action, context);
    this.#rules = rules;
    this.#selection = selection;
    this.#fits = compileSelection(selection);
  }

  /** Whether the segment fits all but its position. */
  fits(segment: Segment, direction: Direction): boolean {
    return !this.#over && this.#fits(segment, direction);
  }

  /** In which the segments of a direction are asked about. */
  turnsOf(direction: Direction): Turns {
    let turns = this.#turns.get(direction);
    if (!turns) this.#turns.set(direction, (turns = new Turns()));
    return turns;
  }

  /** What it keeps goes on its way, in order, before anything that comes later. */
  async lift(): Promise<void> {
    this.#over = true;
    this.fate.lift?.();
    await this.#rules.remove();
  }

  /** Counts a segment that fits, and says whether it is one that the fault is about. */
  countsIn(direction: Direction): boolean {
    const count = (direction.matched.get(this.name) ?? 0) + 1;
    direction.matched.set(this.name, count);
    return isAtPosition(count, this.#selection.position);
  }
}
