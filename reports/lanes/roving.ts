/** A thing among those of all lanes. */
export interface Place {
  readonly lane: number;
  readonly thing: number;
}

type Timed = { readonly at: number };

/**
 * Where an arrow key leads: left and right through the things of a lane, up and down to what is nearest in time in the
 * next lane that has anything, Home and End to a lane's first and last. Undefined for other keys, and where nothing is.
 */
export function placeAfter(
  key: string,
  from: Place,
  lanes: readonly (readonly Timed[])[],
): Place | undefined {
  const own = lanes[from.lane] ?? [];
  const inOwn = (thing: number) => (own[thing] ? { lane: from.lane, thing } : undefined);
  if (key === 'ArrowLeft') return inOwn(from.thing - 1);
  if (key === 'ArrowRight') return inOwn(from.thing + 1);
  if (key === 'Home') return inOwn(0);
  if (key === 'End') return inOwn(own.length - 1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  return nearest(from.lane, key === 'ArrowUp' ? -1 : 1, own[from.thing]?.at ?? 0, lanes);
}

function nearest(
  from: number,
  step: 1 | -1,
  at: number,
  lanes: readonly (readonly Timed[])[],
): Place | undefined {
  for (let lane = from + step; lane >= 0 && lane < lanes.length; lane += step) {
    const things = lanes[lane] ?? [];
    if (things.length > 0) return { lane, thing: nearestIn(things, at) };
  }
  return undefined;
}

function nearestIn(things: readonly Timed[], at: number): number {
  const far = things.map((thing) => Math.abs(thing.at - at));
  return far.indexOf(Math.min(...far));
}
