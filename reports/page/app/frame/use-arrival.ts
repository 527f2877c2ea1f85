import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { routeOf } from '../route.ts';

/**
 * What a browser does by itself when it opens another page: its title, its top, and its heading where reading goes on;
 * or, where one comes back to it, what was in view. A change of the query alone is the same page.
 */
export function useArrival(hash: string, title: string): void {
  const shown = useRef(hash);
  const views = useViews();
  useEffect(() => {
    document.title = title;
  }, [title]);
  useLayoutEffect(() => {
    const isNew = isNewInHistory();
    if (isSamePage(shown.current, hash)) {
      views.set(hash, scrollY);
    } else {
      focusHeading();
      scrollTo(0, isNew ? 0 : (views.get(hash) ?? 0));
    }
    shown.current = hash;
  }, [hash, views]);
}

/** Moves the focus to the page's heading, without moving the page. */
export function focusHeading(): void {
  const heading = document.querySelector('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** How far down each address was looked at. The browser would go there itself before the page is made. */
function useViews(): Map<string, number> {
  const { current: views } = useRef(new Map<string, number>());
  useEffect(() => {
    history.scrollRestoration = 'manual';
    const note = () => views.set(location.hash, scrollY);
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, [views]);
  return views;
}

/** Whether nobody has been at this place of the browser's history before; from now on somebody has. */
function isNewInHistory(): boolean {
  const isNew = history.state === null;
  if (isNew) history.replaceState('visited', '');
  return isNew;
}

function isSamePage(one: string, other: string): boolean {
  return JSON.stringify(routeOf(one)) === JSON.stringify(routeOf(other));
}
