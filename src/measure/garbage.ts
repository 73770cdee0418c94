import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collector = (options?: { readonly type: 'minor' }) => void;

let collect: Collector | null | undefined;

/**
 * Collects garbage now, so that what came before is not paid for in a sample.
 * @returns false where this process offers no way to do it.
 */
export function collectGarbage(): boolean {
  collect ??= findCollector();
  collect?.();
  return collect !== null;
}

/** Collects what was allocated of late, which is quick; nothing where this process offers no way to do it. */
export function collectNewGarbage(): void {
  collect ??= findCollector();
  collect?.({ type: 'minor' });
}

function findCollector(): Collector | null {
  const exposed = (globalThis as { gc?: Collector }).gc;
  if (exposed) return exposed;
  try {
    // The flag can be set after start; contexts made from then on have the function.
    setFlagsFromString('--expose-gc');
    return runInNewContext('gc') as Collector;
  } catch {
    return null;
  }
}
