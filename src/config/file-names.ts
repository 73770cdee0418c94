/** The names of the files that are looked for; in one directory there may be one of them. */
export const CONFIG_FILES = [
  'evenkeel.toml',
  'evenkeel.config.ts',
  'evenkeel.config.mts',
  'evenkeel.config.js',
  'evenkeel.config.mjs',
] as const;

/** Whether a configuration file is a module to load; any other name is TOML. */
export function isModule(path: string): boolean {
  return /\.[mc]?[jt]s$/i.test(path);
}
