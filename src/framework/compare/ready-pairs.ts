import { posix } from 'node:path';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import { type Told, toldBy } from '../../measure/processes/protocol.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import { CODE } from '../../revisions/carry-over.ts';
import { namesIn } from '../../revisions/git.ts';
import type { Repository } from '../../revisions/repository.ts';
import { isInPackages, type Trees } from '../../revisions/trees.ts';
import type { LoadRequest } from '../../suite/loading/load-suite.ts';
import type { BaseTree } from './base-tree.ts';
import { escaped, ownTexts } from './noted-companions.ts';
import { type DeclaredByBoth, isPaired, type PairedTest, type Pairing, pairTests } from './pair-tests.ts';
import type { Pools } from './turn.ts';
import { readsIgnored, readsLacking, type ToldByBoth, toldOf, type Unequal } from './unequal-work.ts';

/** What making pairs ready works with. */
export interface ReadyingPlace {
  readonly repository: Repository;
  readonly tree: Pick<BaseTree, 'trees' | 'lacking' | 'lent'>;
  readonly pools: Pools;
  /** What the performance files told when the present tree loaded them. */
  readonly told: readonly CollectedFile[];
  /** Whether the user gave a command that makes the check-out ready. */
  readonly isPrepared: boolean;
  readonly signal: AbortSignal | undefined;
  /** Told what is about to happen. */
  readonly onStep: (words: string) => void;
}

/** Every test in its place, those aside that would do different work on either side. */
export interface ReadyPairs extends Pairing {
  readonly unequal: readonly Unequal[];
}

/**
 * Pairs tests with those of the base, and leaves out which read what only one side has as it should be. Where something is
 * lacking, or the base was lent packages, each test is called on either side to see what it reads, and on the present one where
 * its code names data that git ignores; nothing is timed.
 * @throws {UsageError} where the base uses packages that it would have had otherwise.
 */
export async function readyPairs(sides: DeclaredByBoth, place: ReadyingPlace): Promise<ReadyPairs> {
  const { tree, told } = place;
  const { lacking, lent, trees } = tree;
  const isAsked = ({ file }: CollectedFile) => sides.tests.some((test) => test.file === file.name);
  await lent?.check(sides.base.filter(isAsked));
  const unequal = new Map<PlannedTest, Unequal>();
  for (const test of sides.tests.filter(isPaired)) {
    const why = readsLacking({ head: toldOf(test, told), base: toldOf(test, sides.base) }, lacking, trees);
    if (why !== null) unequal.set(test, { test, ...why });
  }
  const pairing = pairTests({ ...sides, tests: sides.tests.filter((test) => !unequal.has(test)) });
  const mayReadIgnored = await lookForIgnored(place.repository, trees);
  const asked = new Map<PairedTest, AskedSides>();
  for (const pair of pairing.pairs) {
    const head = lacking.length > 0 || (await mayReadIgnored(toldOf(pair.test, told)));
    asked.set(pair, { head, base: lacking.length > 0 || lent !== null });
  }
  const looked = [...asked.values()].filter(({ head, base }) => head || base).length;
  if (looked > 0) place.onStep(`Looking at what ${looked === 1 ? 'a test reads' : `${looked} tests read`} …`);
  const pairs: PairedTest[] = [];
  for (const [pair, sidesAsked] of asked) {
    const ready = await readyPair(pair, sidesAsked, sides.where, place);
    if ('baseLoad' in ready) pairs.push(ready);
    else unequal.set(pair.test, ready);
  }
  return { ...pairing, pairs, unequal: [...unequal.values()] };
}

/** On which sides a test is called, to see what it reads. */
type AskedSides = { readonly [Side in keyof ToldByBoth]: boolean };

async function readyPair(
  pair: PairedTest,
  asked: AskedSides,
  where: string,
  place: ReadyingPlace,
): Promise<PairedTest | Unequal> {
  const { tree, repository } = place;
  const { lacking, lent, trees } = tree;
  const both = await askBoth(pair, asked, place);
  await lent?.check(both.base);
  const why = readsLacking(both, lacking, trees);
  if (why !== null) return { test: pair.test, ...why };
  const ignored = await readsIgnored(both, trees, { repository, where });
  if (ignored === null) return pair;
  // Of a base that was made ready it is not a mistake that it lacks something, but it may explain a result.
  return place.isPrepared
    ? { ...pair, notes: [...(pair.notes ?? []), ignored.reason] }
    : { test: pair.test, ...ignored };
}

async function askBoth({ test, baseLoad }: PairedTest, asked: AskedSides, place: ReadyingPlace): Promise<ToldByBoth> {
  const { told, pools } = place;
  const head = toldOf(test, told);
  return {
    head: asked.head ? [...head, await ask(test, test.load, pools.head, place)] : head,
    base: asked.base ? [await ask(test, baseLoad, pools.base, place)] : [],
  };
}

/** Calls a test in a process of its own, and returns what that told, also where it failed. */
async function ask(test: PlannedTest, load: LoadRequest, pool: WorkerPool, { signal }: ReadyingPlace): Promise<Told> {
  const { declaration, plan } = test;
  const request = { kind: 'smoke', load, testName: declaration.name, tellsFiles: true } as const;
  const outcome = await pool.ask(request, plan.timeLimit, signal);
  signal?.throwIfAborted();
  return toldBy(outcome);
}

/** Tells of a performance file, by what loading it told, whether its tests may read data that git ignores. */
type MayReadIgnored = (told: readonly Told[]) => Promise<boolean>;

/**
 * Looks for data that git ignores. A file may read it where it, or code that it loads, has its name in a string: that of the
 * file, or of a directory that is ignored as a whole. What is read while a file loads need not be asked for, because that is seen.
 */
async function lookForIgnored(repository: Repository, trees: Trees): Promise<MayReadIgnored> {
  const listed = await repository.git.tell(
    ...['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '--no-empty-directory', '-z'],
  );
  const names = namesIn(listed).filter((name) => !CODE.test(name) && !isInPackages(`${name}/`));
  if (names.length === 0) return async () => false;
  const segments = new Set(names.map((name) => posix.basename(name)));
  const named = new RegExp(`['"\`/](?:${[...segments].map(escaped).join('|')})['"\`/]`);
  return async (told) => {
    const texts = await ownTexts([...new Set(told.flatMap(({ files = [] }) => files))], trees);
    return texts.some((text) => named.test(text));
  };
}
