import type { FailedTest } from '../../model/result.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { firstLoader, type LoadRequest, mayNeedStripping } from '../../suite/loading/load-suite.ts';
import { failureOf } from './failure.ts';
import type { WorkerPool } from './worker-process.ts';

/** A performance file. */
export interface SuiteFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the working directory, for people. */
  readonly name: string;
}

/** What a performance file declares, or why that cannot be known. */
export type CollectedFile =
  | { readonly file: SuiteFile; readonly load: LoadRequest; readonly tests: readonly TestDeclaration[] }
  | { readonly file: SuiteFile; readonly failure: FailedTest };

/** What `collectTests` works with. */
export interface CollectOptions {
  readonly pool: WorkerPool;
  /** Where stripped TypeScript is kept for the processes that follow. */
  readonly cacheDirectory: string;
  /** Seconds a file may take to load. */
  readonly timeLimit: number;
  readonly signal?: AbortSignal | undefined;
}

/** Loads a performance file in a process of its own and answers what it declares. */
export async function collectTests(file: SuiteFile, options: CollectOptions): Promise<CollectedFile> {
  const { pool, cacheDirectory, timeLimit, signal } = options;
  const first = { file: file.path, loader: firstLoader(file.path), cacheDirectory };
  const outcome = await pool.ask({ kind: 'collect', load: first }, timeLimit, signal);
  if (outcome.kind === 'collected') return { file, load: first, tests: outcome.tests };
  if (first.loader === 'node' && outcome.kind === 'failed' && mayNeedStripping(outcome.error.code)) {
    const second = { ...first, loader: 'strip_types' } as const;
    const retried = await pool.ask({ kind: 'collect', load: second }, timeLimit, signal);
    if (retried.kind === 'collected') return { file, load: second, tests: retried.tests };
    return { file, failure: failureOf(retried, file.name, null) };
  }
  return { file, failure: failureOf(outcome, file.name, null) };
}
