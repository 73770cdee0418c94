import { existsSync } from 'node:fs';
import { join, parse, posix } from 'node:path';
import { copyInside } from '../../files/inside.ts';
import { type CollectedFile, collectAll, type SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import { type Companions, carryOver, findCompanions } from '../../revisions/carry-over.ts';
import { findRenames } from '../../revisions/renames.ts';
import type { Repository } from '../../revisions/repository.ts';
import { pathWithin, type Trees } from '../../revisions/trees.ts';
import { findOrigins, findOwnFiles, inBase } from './base-files.ts';
import type { BaseTree } from './base-tree.ts';
import { declaresTest, type FileOrigins, NO_ORIGINS } from './origins.ts';

/**
 * Whose performance files the base runs:
 * - `present`: those of the present tree, so that both sides do the same work on different code;
 * - `own`: its own, because a baseline was measured with them; the present ones only where it lacks a file or a test.
 */
export type BaseVersions = 'present' | 'own';

/** How files are loaded to see what they declare. */
export type Collect = (files: readonly SuiteFile[], pool: WorkerPool) => Promise<readonly CollectedFile[]>;

/** What collecting goes by. */
export interface CollectSettings {
  /** Where stripped TypeScript is kept. */
  readonly cacheDirectory: string;
  /** Seconds a file may take to load. */
  readonly timeLimit: number;
  /** Whether to ask which files are loaded and opened on the way. Default: no. */
  readonly tellsFiles?: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Makes the function that collects what files declare. */
export function collector(options: CollectSettings): Collect {
  return (files, pool) => collectAll(files, { pool, ...options });
}

/** What the base declares. */
export interface BaseDeclarations {
  /** The present performance files, as the base loads them; with `own`, its own versions before the present ones. */
  readonly base: readonly CollectedFile[];
  /** The base's own other performance files. */
  readonly own: readonly CollectedFile[];
  /** What the present performance files were in the base; none with `own`. */
  readonly origins: FileOrigins;
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
  /** The tests that are to be paired; with `own`, they tell which present files the base needs. */
  readonly tests: readonly PlannedTest[];
  readonly versions: BaseVersions;
  /** That runs the base's code. */
  readonly pool: WorkerPool;
  readonly collect: Collect;
}

/** Asks the base what it declares, with the performance files of whichever side. */
export function collectBase(options: CollectBaseOptions): Promise<BaseDeclarations> {
  return options.versions === 'own' ? collectOwn(options) : collectPresent(options);
}

// The base's own files are asked for before the present ones are carried over them.
async function collectPresent(options: CollectBaseOptions): Promise<BaseDeclarations> {
  const { repository, tree, files, pool, collect } = options;
  const { trees } = tree;
  const directories = { present: options.directory, base: tree.directory };
  const isMoved = files.some((file) => !existsSync(inBase(file, trees).path));
  const renames = isMoved ? await findRenames(repository, options.commit) : new Map<string, string>();
  const origins = await findOrigins(files, { trees, directory: tree.directory, renames });
  const own = await collect(await findOwnFiles(options.patterns, directories, files, origins), pool);
  const names = files.map(({ path }) => pathWithin(trees.present, path)!);
  const aside = await setAside(
    names.filter((_name, i) => origins.get(files[i]!.name)?.kind === 'changed'),
    trees,
  );
  const companions = await findCompanions(repository, tree.trees, options.commit, names);
  await carryOver([...names, ...companions.missing], tree.trees);
  const base = await collect(
    files.map((file) => inBase(file, tree.trees)),
    pool,
  );
  return { base, own: own.map((collected) => movedTo(aside, collected)), origins, companions };
}

/**
 * Keeps the base's own versions of files that present ones are carried over, where their imports lead to the same places.
 * @returns where each is, by where it was; absolute.
 */
async function setAside(names: readonly string[], { base }: Trees): Promise<ReadonlyMap<string, string>> {
  const aside = new Map<string, string>();
  for (const name of names) {
    const path = join(base, name);
    const { dir, name: stem, ext } = parse(name);
    const copy = join(dir, `${stem}.evenkeel-base${ext}`);
    aside.set(path, join(base, copy));
    await copyInside(path, base, copy);
  }
  return aside;
}

function movedTo(aside: ReadonlyMap<string, string>, collected: CollectedFile): CollectedFile {
  const path = aside.get(collected.file.path);
  return path === undefined || 'failure' in collected
    ? collected
    : { ...collected, load: { ...collected.load, file: path } };
}

async function collectOwn({
  repository,
  tree: { trees },
  files,
  tests,
  commit,
  pool,
  collect,
}: CollectBaseOptions): Promise<BaseDeclarations> {
  const own = await collect(
    files.map((file) => inBase(file, trees)).filter(({ path }) => existsSync(path)),
    pool,
  );
  // A comparison of two functions needs no base.
  const isThere = ({ file, declaration }: PlannedTest) =>
    declaration.kind === 'comparison' ||
    own.some((collected) => collected.file.name === file && declaresTest(collected, declaration));
  const lacking = new Set(tests.filter((test) => !isThere(test)).map(({ file }) => file));
  const needed = files.filter(({ name }) => lacking.has(name));
  const names = needed.map(({ path }) => pathWithin(trees.present, path)!);
  const companions = await findCompanions(repository, trees, commit, names);
  await carryOver(companions.missing, trees);
  // Tests that the base declares itself still need its own version.
  await carryOver(names, trees, presentName);
  const carried = needed.map(({ name }, i) => ({ path: join(trees.base, presentName(names[i]!)), name }));
  return { base: [...own, ...(await collect(carried, pool))], own: [], origins: NO_ORIGINS, companions };
}

/** What a present file is called beside the base's own version of it, from where its imports lead to the same places. */
function presentName(file: string): string {
  const { dir, name, ext } = posix.parse(file);
  return posix.join(dir, `${name}.evenkeel-present${ext}`);
}
