import { useEffect, useState } from 'preact/hooks';

/** In the order in which the button goes through them. */
const THEMES = ['system', 'light', 'dark'] as const;
const GLYPHS = { system: '◐', light: '○', dark: '●' } as const;

/** Follows the system until it is told otherwise; the choice lasts as long as the page is open. */
export function ThemeButton() {
  const [place, setPlace] = useState(0);
  const theme = THEMES[place % THEMES.length] ?? 'system';
  const next = THEMES[(place + 1) % THEMES.length] ?? 'system';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <button type="button" class="frame-theme" title={`Switch to ${next}`} onClick={() => setPlace(place + 1)}>
      <span aria-hidden="true">{GLYPHS[theme]}</span> <span class="hidden">Theme: </span>
      {theme}
    </button>
  );
}
