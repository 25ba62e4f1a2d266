export type Theme = 'dark' | 'light';
export const THEME_COOKIE = 'evoroom-theme';

/** The page's ground, `--canvas` of app/tokens.css. */
export const THEME_COLOUR: Readonly<Record<Theme, string>> = { dark: '#161616', light: '#ededed' };

/** Dark unless the visitor chose otherwise: photographs are judged against a dark, neutral surround. */
export function chooseTheme(cookie: string | undefined): Theme {
  return cookie === 'light' ? 'light' : 'dark';
}

export function currentTheme(): Theme {
  return chooseTheme(document.documentElement.dataset.theme);
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', THEME_COLOUR[theme]);
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
