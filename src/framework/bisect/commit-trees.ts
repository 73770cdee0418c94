import { UsageError } from '../../errors.ts';
import type { CollectedFile, SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import type { Commit } from '../../revisions/history.ts';
import { short } from '../../revisions/history.ts';
import type { Repository } from '../../revisions/repository.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { pathWithin } from '../../revisions/trees.ts';
import { isCommandTest } from '../commands/measure-command-tests.ts';
import { keepApart } from '../compare/apart.ts';
import { type BaseTree, makeBaseTree } from '../compare/base-tree.ts';
import { type BaseDeclarations, type Collect, collectBase } from '../compare/collect-base.ts';
import { type PairedCommand, pairCommands } from '../compare/pair-commands.ts';
import type { PairedTest } from '../compare/pair-tests.ts';
import type { ProcessSession } from '../compare/process-session.ts';
import { readyPairs } from '../compare/ready-pairs.ts';
import type { BisectOptions } from './options.ts';
import type { SearchedTest } from './searched-tests.ts';

/** What check-outs are made with. */
export interface TreesPlace
  extends Pick<BisectOptions, 'config' | 'prepare' | 'sharePackages' | 'patterns' | 'signal'> {
  readonly repository: Repository;
  readonly session: ProcessSession;
  /** The working directory, absolute. */
  readonly directory: string;
  /** The present performance files. */
  readonly files: readonly SuiteFile[];
  /** The same, as the present tree loads them, and its configuration. */
  readonly collected: readonly CollectedFile[];
  readonly collect: Collect;
  readonly headPool: WorkerPool;
  readonly tests: readonly SearchedTest[];
  readonly onStep: (words: string) => void;
}

/** A test as it runs at a commit, beside the present tree. */
export type ReadyTest =
  | { readonly kind: 'function'; readonly pair: PairedTest }
  | { readonly kind: 'command'; readonly pair: PairedCommand }
  | { readonly kind: 'unusable'; readonly reason: string };

/** A commit that is checked out and ready to run. */
export interface ReadyCommit {
  readonly tree: BaseTree;
  readonly of: (test: SearchedTest) => ReadyTest;
  /** Starts a pool of workers that run its code, until it is closed. */
  startPool(): WorkerPool;
}

/** The check-outs of a search: each is made once, and kept until the search is over. */
export class CommitTrees {
  readonly #place: TreesPlace;
  readonly #ready = new Map<string, ReadyCommit>();
  readonly #trees: BaseTree[] = [];

  constructor(place: TreesPlace) {
    this.#place = place;
  }

  /**
   * The commit, checked out and made ready.
   * @throws {UsageError} where that fails, with the reason: the commit cannot be measured.
   */
  async open(commit: Commit): Promise<ReadyCommit> {
    const known = this.#ready.get(commit.hash);
    if (known !== undefined) return known;
    const ready = await this.#make(commit);
    this.#ready.set(commit.hash, ready);
    return ready;
  }

  /** Removes all check-outs. */
  async remove(): Promise<void> {
    for (const tree of this.#trees.splice(0)) await tree.remove();
  }

  async #make({ hash }: Commit): Promise<ReadyCommit> {
    const { repository, files, collected, tests, onStep, config } = this.#place;
    const asked = new Set(tests.map(({ test }) => test.file));
    const revision = { ref: short(hash), commit: hash, isMergeBase: false };
    const tree = await makeBaseTree({
      ...this.#place,
      revision,
      files: files.map(({ path }) => nameWithin(repository, path)),
      prepareTimeout: config.prepareTimeout,
      told: collected.filter(({ file }) => asked.has(file.name)),
      onStep,
    });
    this.#trees.push(tree);
    const startPool = () =>
      keepApart(this.#place.session.startPool({ cwd: tree.directory, env: tree.env }), repository.root, tree);
    const pool = startPool();
    try {
      const ready = await this.#pair(tree, hash, pool, baseInWords(revision));
      return { tree, of: ({ test }) => ready.get(test)!, startPool };
    } finally {
      pool.close();
    }
  }

  async #pair(tree: BaseTree, commit: string, pool: WorkerPool, where: string) {
    const { repository, headPool, collected, prepare, signal, onStep } = this.#place;
    const tests = this.#place.tests.map(({ test }) => test);
    const ready = new Map<PlannedTest, ReadyTest>();
    const declared = await collectBase({ ...this.#place, tree, tests, commit, pool, versions: 'present' });
    signal?.throwIfAborted();
    const functions = tests.filter((test) => !isCommandTest(test));
    const { pairs, onlyInHead, broken, skipped, unequal } = await readyPairs(
      { ...declared, tests: functions, head: collected, isWanted: () => false, where },
      {
        ...{ repository, tree, told: collected, signal, onStep, isPrepared: prepare !== null },
        pools: { base: pool, head: headPool },
      },
    );
    for (const { test, reason } of unequal) ready.set(test, { kind: 'unusable', reason });
    for (const { testName, file, reason } of [...onlyInHead, ...broken, ...skipped]) {
      const test = functions.find((each) => each.declaration.name === testName && each.file === file);
      if (test !== undefined) ready.set(test, { kind: 'unusable', reason });
    }
    for (const pair of pairs) {
      const ownVersion = isOwnVersion(pair, declared);
      ready.set(pair.test, ownVersion ? { kind: 'unusable', reason: OTHER_WORK } : { kind: 'function', pair });
    }
    const commands = pairCommands({
      ...{ tests: tests.filter(isCommandTest), trees: tree.trees, base: declared.base, ofBase: [], where },
      env: tree.env,
    });
    for (const pair of commands.pairs) ready.set(pair.test, { kind: 'command', pair });
    for (const test of tests.filter((each) => !ready.has(each))) {
      const told = commands.onlyInHead.find(
        ({ testName, file }) => testName === test.declaration.name && file === test.file,
      );
      ready.set(test, { kind: 'unusable', reason: told?.reason ?? `${where} does not have it.` });
    }
    return ready;
  }
}

const OTHER_WORK =
  'The present performance file does not run there, and that of the commit may do other work, so that nothing could be told from a difference.';

function isOwnVersion({ baseLoad }: PairedTest, { own }: BaseDeclarations): boolean {
  return own.some((file) => 'load' in file && file.load === baseLoad);
}

function nameWithin({ root }: Repository, path: string): string {
  const name = pathWithin(root, path);
  if (name !== null) return name;
  throw new UsageError(`${path} lies outside the repository in ${root}, so no commit contains it.`);
}
