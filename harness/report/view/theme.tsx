import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** Under which a browser remembers it, where it remembers anything of a file. */
const KEY = 'canarybed-theme';

/** Switches between the reader's own scheme, light and dark. */
export function ThemeToggle(): JSX.Element {
  const [theme, setTheme] = useState(remembered);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  const choose = (): void => {
    remember(next);
    setTheme(next);
  };
  return (
    <button type="button" class="quiet" onClick={choose} aria-label={`Colours: ${theme}. Change to ${next}.`}>
      <span class={`theme-mark ${theme}`} aria-hidden="true" /> {theme}
    </button>
  );
}

function remembered(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser may forbid files to remember; then it holds for this page.
  }
}
