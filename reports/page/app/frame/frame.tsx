import type { ComponentChildren } from 'preact';
import type { RunFacts } from '../../data/page-index.ts';
import type { Route } from '../route.ts';
import { ThemeButton } from './theme-button.tsx';
import { focusHeading } from './use-arrival.ts';
import './frame.css';

interface FrameProps {
  readonly run: RunFacts;
  readonly route: Route;
  readonly children: ComponentChildren;
}

/** What all pages have in common: whose report it is, the way to the other pages, what it is made from. */
export function Frame({ run, route, children }: FrameProps) {
  return (
    <>
      <button type="button" class="frame-skip" onClick={focusHeading}>
        Skip to content
      </button>
      <header class="frame-header">
        <p class="frame-brand">
          <strong>halfclose</strong> <span class="faint mono">{run.name}</span>
        </p>
        <Navigation route={route} />
        <ThemeButton />
      </header>
      <main id="main" class={`frame-main frame-main-${route.page}`}>
        {children}
      </main>
      <footer class="frame-footer">
        <p>
          Made by halfclose from the evidence in <span class="mono">{run.name}</span> alone: what kernels,
          wires and applications showed while the scenarios ran. This file needs no network.
        </p>
      </footer>
    </>
  );
}

const PAGES = [
  { page: 'overview', href: '#/', text: 'Overview' },
  { page: 'states', href: '#/states', text: 'State machine' },
  { page: 'claims', href: '#/claims', text: 'Claims' },
] as const;

/** A scenario belongs to the overview: `true` rather than `page` says that this is where it is, and not itself. */
function Navigation({ route }: { readonly route: Route }) {
  return (
    <nav aria-label="Pages" class="frame-pages">
      {PAGES.map(({ page, href, text }) => {
        const current = page === route.page ? 'page' : page === 'overview' && route.page === 'scenario';
        return (
          <a key={page} href={href} aria-current={current || undefined}>
            {text}
          </a>
        );
      })}
    </nav>
  );
}
