import type { PerformanceConfigFields } from './fields.ts';

/**
 * Gives back what it is given: it is there for its types, so that an editor completes and checks an `evenkeel.config.ts`
 * (or `.mts`, `.js`, `.mjs`). What is left out has its default.
 *
 * @example
 * import { defineConfig } from 'evenkeel';
 *
 * export default defineConfig({ confidenceLevel: 0.99, cacheDirectory: 'perf/baselines' });
 */
export function defineConfig(fields: Partial<PerformanceConfigFields>): Partial<PerformanceConfigFields> {
  return fields;
}
