/** A place in the diagram; y grows downwards. */
export type Point = readonly [x: number, y: number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CORNER_RADIUS = 14;
const HEAD_LENGTH = 9;
const HEAD_HALF_WIDTH = 4;

/** The corners of a way that is written as in an SVG path: `416 150 H252 V216` goes across to x 252, then down to y 216. */
export function pointsOf(way: string): Point[] {
  const [startX = '', startY = '', ...turns] = way.split(' ');
  const points: Point[] = [[Number(startX), Number(startY)]];
  for (const turn of turns) {
    const [[x, y], to] = [lastOf(points), Number(turn.slice(1))];
    points.push(turn.startsWith('H') ? [to, y] : [x, to]);
  }
  return points;
}

/** The line through these points with its corners rounded, as the `d` of an SVG path; it ends where its head begins. */
export function lineThrough(points: readonly Point[]): string {
  const way = [...points.slice(0, -1), neckOf(points)];
  return way.map((point, index) => stretchTo(point, way[index - 1], way[index + 1])).join(' ');
}

/** The head of an arrow along these points, as the `d` of an SVG path. */
export function headOf(points: readonly Point[]): string {
  const [[tipX, tipY], [neckX, neckY]] = [lastOf(points), neckOf(points)];
  const [sideX, sideY] = [
    ((tipY - neckY) / HEAD_LENGTH) * HEAD_HALF_WIDTH,
    ((neckX - tipX) / HEAD_LENGTH) * HEAD_HALF_WIDTH,
  ];
  const [left, right]: [Point, Point] = [
    [neckX + sideX, neckY + sideY],
    [neckX - sideX, neckY - sideY],
  ];
  return `M${write([tipX, tipY])} L${write(left)} L${write(right)} Z`;
}

function neckOf(points: readonly Point[]): Point {
  return towards(lastOf(points), points.at(-2) ?? [0, 0], HEAD_LENGTH);
}

function lastOf(points: readonly Point[]): Point {
  return points.at(-1) ?? [0, 0];
}

function stretchTo(point: Point, before: Point | undefined, after: Point | undefined): string {
  if (!before) return `M${write(point)}`;
  if (!after) return `L${write(point)}`;
  const radius = Math.min(CORNER_RADIUS, distance(before, point) / 2, distance(point, after) / 2);
  const [start, end] = [towards(point, before, radius), towards(point, after, radius)];
  return `L${write(start)} Q${write(point)} ${write(end)}`;
}

function towards([x, y]: Point, to: Point, by: number): Point {
  const share = by / distance([x, y], to);
  return [x + (to[0] - x) * share, y + (to[1] - y) * share];
}

function distance([x, y]: Point, [toX, toY]: Point): number {
  return Math.hypot(toX - x, toY - y);
}

function write([x, y]: Point): string {
  return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
}
