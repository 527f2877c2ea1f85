import type { Lane } from '../../../lanes/lane.ts';

/** How many lanes of sockets are shown at first, and more at a time. */
export const SOCKETS_AT_ONCE = 60;

/** So many lanes of sockets, and all others. */
export function shownOf(lanes: readonly Lane[], sockets: number): Lane[] {
  let left = sockets;
  return lanes.filter(({ group }) => group !== 'sockets' || left-- > 0);
}

/** Says that there are sockets whose lanes are not shown, and shows some more of them. */
export function MoreLanes(props: {
  readonly lanes: readonly Lane[];
  readonly sockets: number;
  readonly onMore: () => void;
}) {
  const { lanes, sockets, onMore } = props;
  const all = lanes.filter(({ group }) => group === 'sockets').length;
  if (all <= sockets) return null;
  return (
    <p class="lanes-more">
      {sockets} of {all} sockets are shown.{' '}
      <button type="button" onClick={onMore}>
        Show {Math.min(SOCKETS_AT_ONCE, all - sockets)} more
      </button>
    </p>
  );
}
