import type { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import { MOST_PAIRS } from '../../judge/constants.ts';
import { plannedLooks } from '../../judge/revisions/looks.ts';
import { fallbacksIn, standInsFor } from '../../judge/stand-ins.ts';
import { now } from '../../measure/clock.ts';
import type { CollectedFile, SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { Repository } from '../../revisions/repository.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { pathWithin } from '../../revisions/trees.ts';
import { keepApart } from '../compare/apart.ts';
import { type BaseTree, makeBaseTree } from '../compare/base-tree.ts';
import { explainTrouble } from '../compare/base-trouble.ts';
import { type Collect, collectBase, collector } from '../compare/collect-base.ts';
import { type MeasuredPair, measurePairs } from '../compare/measure-pairs.ts';
import type { ProcessSession } from '../compare/process-session.ts';
import { readyPairs } from '../compare/ready-pairs.ts';
import {
  type Confirmation,
  type Confirmations,
  type ConfirmEvent,
  interrupted,
  type Suspect,
  withoutPairs,
} from './confirmation.ts';
import { short } from './no-base.ts';

/** Where suspects are measured. */
export interface BaseContext {
  readonly repository: Repository;
  readonly session: ProcessSession;
  readonly config: PerformanceConfig;
  readonly context: EnvironmentContext;
  /** The working directory, absolute. */
  readonly directory: string;
  /** How many suspects of the run are measured in pairs, whatever they are compared with: they share one error budget. */
  readonly sharers: number;
  /** What is left of the time for pairs; counted down. Making a base ready does not count. */
  readonly budget: { seconds: number };
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: ConfirmEvent) => void;
}

/** Measures suspects in pairs against one commit. */
export async function confirmAgainst(
  base: BaseRevision,
  suspects: readonly Suspect[],
  place: BaseContext,
): Promise<Confirmations> {
  const tests = suspects.map(({ test }) => test);
  const confirmations: Confirmations = new Map();
  const setRest = (confirm: (test: PlannedTest) => Confirmation) => {
    for (const test of tests) if (!confirmations.has(test)) confirmations.set(test, confirm(test));
  };
  try {
    await measureAgainst(base, tests, { ...place, confirmations });
  } catch (error) {
    if (place.signal?.aborted) setRest(interrupted);
    // What the base cannot do is not a failure of the present code.
    else if (error instanceof UsageError) setRest(() => withoutPairs(error.message));
    else throw error;
  }
  return confirmations;
}

interface Workplace extends BaseContext {
  readonly confirmations: Confirmations;
}

async function measureAgainst(base: BaseRevision, tests: readonly PlannedTest[], place: Workplace): Promise<void> {
  const { repository, session, config, directory, onEvent, confirmations } = place;
  const inside = tests.filter(({ load }) => pathWithin(repository.root, load.file) !== null);
  for (const test of tests.filter((each) => !inside.includes(each))) {
    confirmations.set(test, withoutPairs(`${test.file} lies outside the repository in ${repository.root}.`));
  }
  if (inside.length === 0) return;
  const files = filesOf(inside);
  const temporary = await makeTemporaryDirectory(session.supervision);
  let tree: BaseTree | null = null;
  try {
    const collect = collector({
      cacheDirectory: temporary.path,
      timeLimit: Math.max(...inside.map(({ plan }) => plan.timeLimit)),
      tellsFiles: true,
      signal: place.signal,
    });
    const headPool = session.startPool({ cwd: directory });
    const told = await collect(files, headPool);
    place.signal?.throwIfAborted();
    tree = await makeBaseTree({
      repository,
      revision: base,
      directory,
      files: files.map(({ path }) => pathWithin(repository.root, path)!),
      prepare: config.prepare || null,
      prepareTimeout: config.prepareTimeout,
      told,
      onStep: (words) => onEvent({ kind: 'preparing', words }),
    });
    await measureIn(tree, base, { ...place, tests: inside, files, told, collect, headPool });
  } finally {
    await tree?.remove();
    await temporary.remove();
  }
}

interface TestsToMeasure extends Workplace {
  readonly tests: readonly PlannedTest[];
  readonly files: readonly SuiteFile[];
  /** What the files told when the present tree loaded them. */
  readonly told: readonly CollectedFile[];
  readonly collect: Collect;
  readonly headPool: WorkerPool;
}

async function measureIn(tree: BaseTree, base: BaseRevision, given: TestsToMeasure): Promise<void> {
  const {
    repository,
    session,
    config,
    directory,
    tests,
    files,
    told,
    collect,
    budget,
    signal,
    onEvent,
    confirmations,
  } = given;
  const pools = {
    base: keepApart(session.startPool({ cwd: tree.directory, env: tree.env }), repository.root, tree),
    head: given.headPool,
  };
  const declared = await collectBase({
    ...{ repository, tree, directory, files, tests, pool: pools.base, commit: base.commit, versions: 'own' },
    patterns: files.map(({ path }) => path),
    collect,
  });
  signal?.throwIfAborted();
  const { pairs, onlyInHead, broken, unequal } = await readyPairs(
    { ...declared, tests, head: [], isWanted: () => false, where: baseInWords(base) },
    {
      ...{ repository, tree, pools, told, signal, isPrepared: config.prepare !== '' },
      onStep: (words) => onEvent({ kind: 'preparing', words }),
    },
  );
  for (const { test, reason, remedy } of unequal) confirmations.set(test, withoutPairs(reason, `${remedy}.`));
  for (const { testName, file, reason } of [...onlyInHead, ...broken]) {
    // A name may occur in two files, and in one of them with several baselines.
    const isIt = (test: PlannedTest) => test.declaration.name === testName && test.file === file;
    for (const test of tests.filter(isIt)) await leaveOut(test, reason, base, { ...given, tree });
  }
  if (pairs.length === 0) return;
  const names = pairs.map(({ test }) => test.declaration.name);
  // As many as the first look needs, after which most are decided.
  const processes = 2 * plannedLooks(MOST_PAIRS)[0]! * names.length;
  onEvent({ kind: 'confirming', tests: names, processes, base });
  const start = now();
  const notes = tree.packages === null ? [] : [tree.packages];
  const noted = pairs.map((pair) => ({ ...pair, notes: [...notes, ...(pair.notes ?? [])] }));
  const measured = await measurePairs(noted, {
    pools,
    blocks: MOST_PAIRS,
    tests: given.sharers,
    confidenceLevel: config.confidenceLevel,
    against: short(base.commit),
    isStateKnown: true,
    signal,
    onStep: (progress) => onEvent({ kind: 'step', progress }),
    isTimeOver: () => now() - start > budget.seconds,
  });
  budget.seconds -= now() - start;
  for (const each of measured) await conclude(each, base, { ...given, tree });
}

function withStandIns(fallbacks: readonly UsedFallback[], base: BaseRevision): Confirmation {
  const what = standInsFor(fallbacks);
  const reason = `In pairs with ${baseInWords(base)} it was measured with ${what}, which says nothing of the code.`;
  return withoutPairs(reason, fallbacks[0]!.reason);
}

interface Conclusion extends Pick<TestsToMeasure, 'repository' | 'config' | 'confirmations'> {
  readonly tree: BaseTree;
}

async function conclude(measured: MeasuredPair, base: BaseRevision, given: Conclusion): Promise<void> {
  const { confirmations } = given;
  const { end, processes, pair } = measured;
  const { test } = pair;
  const fallbacks = fallbacksIn([...processes.base, ...processes.head]);
  if (end.kind === 'failed' && end.side === 'base') await leaveOut(test, end.failure.message, base, given);
  else if (end.kind === 'failed') confirmations.set(test, { kind: 'failed', failure: end.failure });
  else if (end.kind === 'left_over') confirmations.set(test, { kind: 'left_over' });
  else if (fallbacks.length > 0) confirmations.set(test, withStandIns(fallbacks, base));
  else confirmations.set(test, { kind: 'judged', base, measured, end });
}

async function leaveOut(
  test: PlannedTest,
  message: string,
  base: BaseRevision,
  { repository, tree, config, confirmations }: Conclusion,
): Promise<void> {
  const context = { repository, ...tree, ref: base.ref, isPrepared: config.prepare !== '' };
  const { reason, remedy } = await explainTrouble(message, context);
  confirmations.set(test, withoutPairs(`It cannot run on the code of ${baseInWords(base)}: ${reason}`, remedy));
}

function filesOf(tests: readonly PlannedTest[]): readonly SuiteFile[] {
  return [...new Map(tests.map(({ load, file }) => [load.file, { path: load.file, name: file }])).values()];
}
