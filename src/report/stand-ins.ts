import type { UsedFallback } from '../model/dependencies.ts';
import { neutralizeName } from './text/neutralize.ts';

/** The functions that were stood in for: `run of "package", walk of "./tree.js"`. */
export function functionsOf(fallbacks: readonly UsedFallback[]): string {
  return fallbacks
    .map(({ functionName, modulePath }) => `${neutralizeName(functionName)} of "${neutralizeName(modulePath)}"`)
    .join(', ');
}
