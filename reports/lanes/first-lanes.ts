import type { Lane } from './lane.ts';

/** So many lanes of sockets, and all others. */
export function firstLanes(lanes: readonly Lane[], sockets: number): Lane[] {
  let left = sockets;
  return lanes.filter((lane) => !isSocketLane(lane) || left-- > 0);
}

export function isSocketLane({ group }: Lane): boolean {
  return group === 'sockets';
}
