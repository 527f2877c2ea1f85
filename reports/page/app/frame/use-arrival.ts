import { useEffect, useRef } from 'preact/hooks';
import type { Route } from '../route.ts';

/**
 * What a browser does by itself when it opens another page: its title, its top, and its heading where reading goes on.
 * A change of the query alone is the same page.
 */
export function useArrival(route: Route, title: string): void {
  const place = JSON.stringify(route);
  const arrived = useRef(place);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (arrived.current === place) return;
    arrived.current = place;
    if (isNewInHistory()) scrollTo(0, 0);
    focusHeading();
  }, [place]);
}

/** Moves the focus to the page's heading, without moving the page. */
export function focusHeading(): void {
  const heading = document.querySelector('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Whether nobody has been there before; where Back leads the browser knows what was in view. */
function isNewInHistory(): boolean {
  const isNew = history.state === null;
  if (isNew) history.replaceState('visited', '');
  return isNew;
}
