import type { DirectoryWatch } from '../files/temporary-directory.ts';

/** Watches over what is started and made here, so that nothing of it outlives the command, however that ends. */
export interface Supervision extends DirectoryWatch {
  /** Ends what is under way. */
  readonly signal: AbortSignal | undefined;
  /** A process that leads a group of its own, to be killed if this one ends before `release`. */
  watch(pid: number): void;
  release(pid: number): void;
}

/** Without supervision: for questions that git answers in a moment, by processes that end with their pipes. */
export function unwatched(signal: AbortSignal | undefined): Supervision {
  return {
    signal,
    watch: () => undefined,
    release: () => undefined,
    watchDirectory: () => undefined,
    releaseDirectory: () => undefined,
  };
}
