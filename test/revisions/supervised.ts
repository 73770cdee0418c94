import type { Supervision } from '../../src/revisions/supervision.ts';

/** A supervision that notes who is watched at the moment. */
export function supervised(signal?: AbortSignal): Supervision & { readonly watched: ReadonlySet<number | string> } {
  const watched = new Set<number | string>();
  return {
    signal,
    watched,
    watch: (pid) => void watched.add(pid),
    release: (pid) => void watched.delete(pid),
    watchDirectory: (path) => void watched.add(path),
    releaseDirectory: (path) => void watched.delete(path),
  };
}
