import { describe, expect, test } from '@jest/globals';
import { EDGES, edgeOf } from '../../harness/model/edges.ts';
import { TCP_STATES, type TcpState } from '../../harness/model/tcp-state.ts';
import { DIAGRAM_SIZE, PLACED_EDGES, type PlacedEdge } from './diagram.ts';
import type { Box, Point } from './diagram-shape.ts';
import { PLACED_STATES } from './diagram-states.ts';

const SIGN_RADIUS = 6;

interface Named {
  readonly name: string;
  readonly box: Box;
}

const LABELS = PLACED_EDGES.map(({ number, from, label }) => ({
  name: `label ${String(number)} at ${from}`,
  box: label.box,
}));
const STATES = PLACED_STATES.map((box) => ({ name: `${box.state} at y ${String(box.y)}`, box }));
const SIGNS = PLACED_EDGES.flatMap(({ number, from, sign }) =>
  sign ? [{ name: `sign ${String(number)} at ${from}`, box: around(sign, SIGN_RADIUS) }] : [],
);

function around([x, y]: Point, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

function isApart(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

function touches(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** Which of these lie over another, each pair once. */
function overlaps(things: readonly Named[]): string[] {
  return things.flatMap((one, index) =>
    things
      .slice(index + 1)
      .filter((other) => !isApart(one.box, other.box))
      .map((other) => `${one.name} and ${other.name}`),
  );
}

/** The stretches of a way as boxes: all of them are straight up, down or across. */
function stretches({ points }: Pick<PlacedEdge, 'points'>): Box[] {
  return points.slice(1).map(([x, y], index) => {
    const [beforeX, beforeY] = points[index] ?? [x, y];
    const [left, top] = [Math.min(x, beforeX), Math.min(y, beforeY)];
    return { x: left, y: top, width: Math.abs(x - beforeX), height: Math.abs(y - beforeY) };
  });
}

/** The state whose box has this point on its rim. */
function stateAt(point: Point | undefined): TcpState | undefined {
  const [x = NaN, y = NaN] = point ?? [];
  return PLACED_STATES.find((box) => {
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    const isBeside = (x === box.x || x === right) && y > box.y && y < bottom;
    const isAbove = (y === box.y || y === bottom) && x > box.x && x < right;
    return isBeside || isAbove;
  })?.state;
}

describe('the diagram', () => {
  test('has every state, and every edge once from each of its states', () => {
    expect(new Set(PLACED_STATES.map(({ state }) => state))).toEqual(new Set(TCP_STATES));
    const drawn = PLACED_EDGES.map(({ number, from }) => `${String(number)} ${from}`);
    const wanted = EDGES.flatMap(({ number, from }) => from.map((each) => `${String(number)} ${each}`));
    expect(drawn.toSorted()).toEqual(wanted.toSorted());
  });

  test.each(PLACED_EDGES.map((edge) => [edge.number, edge.from, edge] as const))(
    'edge %i leads from %s to its state, or to the sign for it',
    (number, from, { points, sign }) => {
      const last = points.at(-1);
      const { to } = edgeOf(number);
      expect(stateAt(points[0])).toBe(from);
      if (sign) {
        const [[x, y], [signX, signY]] = [last ?? [NaN, NaN], sign];
        expect([to, Math.hypot(x - signX, y - signY)]).toEqual(['CLOSED', SIGN_RADIUS]);
      } else expect(stateAt(last)).toBe(to === 'same' ? from : to);
    },
  );

  test('has no label over another, over a state or over a sign', () => {
    expect(overlaps([...LABELS, ...STATES, ...SIGNS])).toEqual([]);
  });

  test('has no line over a label or a sign, nor one through a state', () => {
    const crossed = PLACED_EDGES.flatMap((edge) =>
      stretches(edge).flatMap((stretch) =>
        [...LABELS, ...STATES, ...SIGNS]
          .filter(({ box }) => !isApart(stretch, box))
          .map(({ name }) => `edge ${String(edge.number)} and ${name}`),
      ),
    );
    expect(crossed).toEqual([]);
  });

  test('has one crossing, where 24 leads over 8', () => {
    const lines = PLACED_EDGES.flatMap((edge) =>
      stretches(edge).map((box) => ({ name: String(edge.number), box })),
    );
    const crossings = lines.flatMap((one, index) =>
      lines.slice(index + 1).filter(({ name, box }) => name !== one.name && touches(one.box, box)),
    );
    expect(crossings.map(({ name }) => name)).toEqual(['24']);
  });

  test('lies within its size', () => {
    const rim = 1;
    const inner = {
      x: rim,
      y: rim,
      width: DIAGRAM_SIZE.width - 2 * rim,
      height: DIAGRAM_SIZE.height - 2 * rim,
    };
    const boxes = [...LABELS.map(({ box }) => box), ...PLACED_STATES, ...PLACED_EDGES.flatMap(stretches)];
    const outside = boxes.filter(
      ({ x, y, width, height }) =>
        x < inner.x ||
        y < inner.y ||
        x + width > inner.x + inner.width ||
        y + height > inner.y + inner.height,
    );
    expect(outside).toEqual([]);
  });

  test('planted: what lies over another is found', () => {
    const [one, two] = LABELS;
    if (!one || !two) throw new Error('there are no labels');
    expect(overlaps([one, { ...two, box: { ...one.box, x: one.box.x + 3 } }])).toHaveLength(1);
    expect(stateAt([416, 56.5])).toBeUndefined();
  });
});
