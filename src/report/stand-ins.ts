import type { UsedFallback } from '../model/dependencies.ts';

/** The functions that were stood in for: `run of "package", walk of "./tree.js"`. */
export function functionsOf(fallbacks: readonly UsedFallback[]): string {
  return fallbacks.map(({ functionName, modulePath }) => `${functionName} of "${modulePath}"`).join(', ');
}
