import { type CollectedFile, collectTests, type SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import { type Companions, carryOver, findCompanions } from '../../revisions/carry-over.ts';
import type { Repository } from '../../revisions/repository.ts';
import { pathWithin } from '../../revisions/trees.ts';
import { mapInParallel } from '../suite/in-parallel.ts';
import { findOwnFiles, inBase } from './base-files.ts';
import type { BaseTree } from './base-tree.ts';

/** How files are loaded to see what they declare. */
export type Collect = (files: readonly SuiteFile[], pool: WorkerPool) => Promise<readonly CollectedFile[]>;

/** What collecting goes by. */
export interface CollectSettings {
  /** Files that may be loaded at once. */
  readonly workers: number;
  /** Where stripped TypeScript is kept. */
  readonly cacheDirectory: string;
  /** Seconds a file may take to load. */
  readonly timeLimit: number;
  readonly signal: AbortSignal | undefined;
}

/** Makes the function that collects what files declare. */
export function collector({ workers, ...options }: CollectSettings): Collect {
  return (files, pool) => mapInParallel(files, workers, (file) => collectTests(file, { pool, ...options }));
}

/** What the base declares. */
export interface BaseDeclarations {
  /** The present performance files, as the base loads them. */
  readonly base: readonly CollectedFile[];
  /** The base's own other performance files. */
  readonly own: readonly CollectedFile[];
  readonly companions: Companions;
}

/** What `collectBase` works with. */
export interface CollectBaseOptions {
  readonly repository: Repository;
  readonly tree: BaseTree;
  /** Full hash of the base. */
  readonly commit: string;
  readonly patterns: readonly string[];
  /** The working directory. */
  readonly directory: string;
  /** The present performance files. */
  readonly files: readonly SuiteFile[];
  /** That runs the base's code. */
  readonly pool: WorkerPool;
  readonly collect: Collect;
}

/** Asks the base what its own performance files declare; then carries the present ones over, and asks again. */
export async function collectBase(options: CollectBaseOptions): Promise<BaseDeclarations> {
  const { repository, tree, files, pool, collect } = options;
  const directories = { present: options.directory, base: tree.directory };
  const own = await collect(await findOwnFiles(options.patterns, directories, files), pool);
  const names = files.map(({ path }) => pathWithin(tree.trees.present, path)!);
  const companions = await findCompanions(repository, tree.trees, options.commit, names);
  await carryOver([...names, ...companions.missing], tree.trees);
  const base = await collect(
    files.map((file) => inBase(file, tree.trees)),
    pool,
  );
  return { base, own, companions };
}
