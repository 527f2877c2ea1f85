import type { Place } from '../../../lanes/roving.ts';

/** How a thing's button says its place. */
export function placeText({ lane, thing }: Place): string {
  return `${String(lane)} ${String(thing)}`;
}

/** The place of the thing that an element is, or is in. */
export function placeOf(target: EventTarget | null): Place | undefined {
  const element = target instanceof Element ? target.closest('[data-place]') : null;
  const [lane, thing] = (element?.getAttribute('data-place') ?? '').split(' ').map(Number);
  return lane === undefined || thing === undefined ? undefined : { lane, thing };
}

export function elementAt(box: HTMLElement | null, place: Place): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-place="${placeText(place)}"]`) ?? null;
}
