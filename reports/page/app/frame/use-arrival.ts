import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Route } from '../route.ts';

/**
 * What a browser does by itself when it opens another page: its title, its top, and its heading where reading goes on;
 * or, where one comes back to it, what was in view. A change of the query alone is the same page.
 */
export function useArrival(route: Route, title: string): void {
  const place = JSON.stringify(route);
  const arrived = useRef(place);
  const viewAt = useViews();
  useEffect(() => {
    document.title = title;
  }, [title]);
  useLayoutEffect(() => {
    if (arrived.current === place) return;
    arrived.current = place;
    focusHeading();
    scrollTo(0, viewAt.current);
  }, [place, viewAt]);
}

/** Moves the focus to the page's heading, without moving the page. */
export function focusHeading(): void {
  const heading = document.querySelector('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/**
 * How far down the present address was when it was left; 0 where nobody has been. The browser would look for that
 * place before the page is made.
 */
function useViews(): { readonly current: number } {
  const view = useRef(0);
  useEffect(() => {
    const views = new Map<string, number>();
    history.scrollRestoration = 'manual';
    isNewInHistory();
    const follow = ({ oldURL }: HashChangeEvent) => {
      // An address that was only put in place of another has left nothing.
      if (oldURL !== '') views.set(new URL(oldURL).hash, scrollY);
      view.current = isNewInHistory() ? 0 : (views.get(location.hash) ?? 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return view;
}

/** Whether nobody has been at this place of the browser's history before; from now on somebody has. */
function isNewInHistory(): boolean {
  const isNew = history.state === null;
  if (isNew) history.replaceState('visited', '');
  return isNew;
}
