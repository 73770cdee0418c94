import type { FailedTest } from '../../model/result.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { adviceOnLoading } from '../../suite/loading/advice.ts';
import { firstLoader, type Loader, type LoadRequest, nextLoader } from '../../suite/loading/load-suite.ts';
import { explainMissingFile } from '../../suite/loading/missing-file.ts';
import { placeIn, type SyntaxPlace } from '../../suite/loading/syntax-place.ts';
import { failureOf } from './failure.ts';
import { type Told, toldBy } from './protocol.ts';
import type { WorkerOutcome, WorkerPool } from './worker-process.ts';

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
    if (next === null)
      return {
        file,
        failure: explained(failureOf(outcome, file.name, null), outcome, await placeOfSyntax(outcome, load, options)),
        ...toldBy(outcome),
      };
    loader = next;
  }
}

// Node knows the place of wrong syntax in an ES module, and tells it only where the error ends a process.
async function placeOfSyntax(
  outcome: WorkerOutcome,
  load: LoadRequest,
  { pool, timeLimit, signal }: CollectOptions,
): Promise<SyntaxPlace | null> {
  if (outcome.kind !== 'failed' || outcome.error.name !== 'SyntaxError') return null;
  const { message, stack } = outcome.error;
  const known = placeIn(stack ?? '', message);
  if (known !== null) return known;
  const died = await pool.ask({ kind: 'collect', load, diesOfErrors: true }, timeLimit, signal);
  return died.kind === 'died' ? placeIn(died.output, message) : null;
}

// Node's words on what cannot be loaded name neither the place of a syntax error in an ES module, nor what to do.
function explained(failure: FailedTest, outcome: WorkerOutcome, place: SyntaxPlace | null): FailedTest {
  if (outcome.kind !== 'failed') return failure;
  const { error } = outcome;
  const head = `${error.name}: ${error.message}`;
  const more = [
    place === null || error.message.includes(place.where) ? null : `at ${place.where}\n${place.excerpt}`,
    explainMissingFile(error),
    adviceOnLoading(error, place?.line ?? null),
  ].filter((text) => text !== null);
  if (more.length === 0) return failure;
  return { ...failure, message: failure.message.replace(head, () => [head, ...more].join('\n')) };
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
