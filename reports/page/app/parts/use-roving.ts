import { useState } from 'preact/hooks';

/**
 * A list of which Tab reaches one member and the arrow keys, Home and End the others. Every member carries
 * `data-rove` and the `tabIndex` that its place gets.
 */
export function useRoving(length: number) {
  const [current, setCurrent] = useState(0);
  const reached = Math.min(current, Math.max(0, length - 1));
  return {
    tabIndex: (place: number) => (place === reached ? 0 : -1),
    list: {
      onKeyDown: (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
        const members = membersOf(event.currentTarget);
        const next = nextPlace(event.key, placeOf(members, event.target), members.length);
        if (next === undefined) return;
        event.preventDefault();
        members[next]?.focus();
      },
      onFocusIn: (event: FocusEvent & { readonly currentTarget: HTMLElement }) => {
        const place = placeOf(membersOf(event.currentTarget), event.target);
        if (place >= 0) setCurrent(place);
      },
    },
  };
}

function membersOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-rove]')];
}

function placeOf(members: readonly HTMLElement[], target: EventTarget | null): number {
  return members.findIndex((member) => member === target);
}

/** Undefined for all other keys, and where the focus is not in the list. */
function nextPlace(key: string, place: number, length: number): number | undefined {
  if (place < 0) return undefined;
  if (key === 'ArrowDown') return Math.min(place + 1, length - 1);
  if (key === 'ArrowUp') return Math.max(place - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : undefined;
}
