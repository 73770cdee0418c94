/** The colors of plots, which are those of the page. */
export interface Theme {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly band: string;
  readonly bad: string;
  readonly good: string;
  readonly open: string;
  readonly accent: string;
  readonly paper: string;
}

/** The colors as they are now: dark, light or on paper. */
export function themeNow(): Theme {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: color('ink'),
    quiet: color('quiet'),
    line: color('line'),
    band: color('band'),
    bad: color('bad'),
    good: color('good'),
    open: color('open'),
    accent: color('accent'),
    paper: color('paper'),
  };
}

/** Calls when the colors have changed. */
export function onThemeChange(listener: () => void): void {
  for (const query of ['(prefers-color-scheme: dark)', 'print']) {
    matchMedia(query).addEventListener('change', listener);
  }
}
