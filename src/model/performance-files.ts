/** How performance files may end that evenkeel loads, after `.perf.`. */
export const ENDINGS: readonly string[] = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'];

/** How files end that look like performance files, and that evenkeel cannot load. */
export const UNUSABLE_ENDINGS: readonly string[] = ['tsx', 'jsx'];

const PERFORMANCE_FILE = new RegExp(`\\.perf\\.(?:${ENDINGS.join('|')})$`);
const UNUSABLE = new RegExp(`\\.(?:${UNUSABLE_ENDINGS.join('|')})$`);

/** Whether a path is that of a performance file by its name. */
export function isPerformanceFile(path: string): boolean {
  return PERFORMANCE_FILE.test(path);
}

/** Whether a path is that of a file with JSX, which nothing here translates. */
export function isUnusableFile(path: string): boolean {
  return UNUSABLE.test(path);
}
