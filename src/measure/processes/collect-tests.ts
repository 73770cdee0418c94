import type { FailedTest } from '../../model/result.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { firstLoader, type Loader, type LoadRequest, nextLoader } from '../../suite/loading/load-suite.ts';
import { failureOf } from './failure.ts';
import { type Told, toldBy } from './protocol.ts';
import type { WorkerPool } from './worker-process.ts';
import { explained } from './wrong-syntax.ts';

/** A performance file. */
export interface SuiteFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the working directory, for people. */
  readonly name: string;
}

/** What a performance file declares, or why that cannot be known. */
export type CollectedFile =
  | ({ readonly file: SuiteFile; readonly load: LoadRequest; readonly tests: readonly TestDeclaration[] } & Told)
  | ({ readonly file: SuiteFile; readonly failure: FailedTest } & Told);

/** What `collectTests` works with. */
export interface CollectOptions {
  readonly pool: WorkerPool;
  /** Where stripped TypeScript is kept for the processes that follow. */
  readonly cacheDirectory: string;
  /** Seconds a file may take to load. */
  readonly timeLimit: number;
  /** Whether to ask which files are loaded and opened on the way. Default: no. */
  readonly tellsFiles?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Loads a performance file in a process of its own and answers what it declares. */
export async function collectTests(file: SuiteFile, options: CollectOptions): Promise<CollectedFile> {
  const { pool, cacheDirectory, timeLimit, tellsFiles, signal } = options;
  let loader: Loader = firstLoader(file.path);
  for (;;) {
    const load: LoadRequest = { file: file.path, loader, cacheDirectory };
    const outcome = await pool.ask({ kind: 'collect', load, ...(tellsFiles && { tellsFiles }) }, timeLimit, signal);
    if (outcome.kind === 'collected') return { file, load, tests: outcome.tests, ...toldBy(outcome) };
    const next = outcome.kind === 'failed' ? nextLoader(loader, outcome.error) : null;
    if (next === null) {
      const askAgain = () => pool.ask({ kind: 'collect', load, diesOfErrors: true }, timeLimit, signal);
      const failure = await explained(failureOf(outcome, file.name, null), outcome, askAgain);
      return { file, failure, ...toldBy(outcome) };
    }
    loader = next;
  }
}

/**
 * Loads performance files one after the other, because what two files do while they load may get in each other's way: a
 * fixed port, a lock, a file that both write.
 * @returns in the order of the files.
 */
export async function collectAll(
  files: readonly SuiteFile[],
  options: CollectOptions,
): Promise<readonly CollectedFile[]> {
  const collected: CollectedFile[] = [];
  for (const file of files) collected.push(await collectTests(file, options));
  return collected;
}
