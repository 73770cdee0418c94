import { planDefaults } from '../../config/plan.ts';
import { UsageError } from '../../errors.ts';
import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import { adviceOnPairs } from '../../judge/pair-advice.ts';
import { plannedLooks } from '../../judge/revisions/looks.ts';
import type { CollectedFile, SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import { othersIn } from '../../model/function-metrics.ts';
import type { FailedTest, SkippedTest } from '../../model/result.ts';
import type { CompareReport, HeadRevision, UnpairedTest } from '../../model/revisions.ts';
import type { Repository } from '../../revisions/repository.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { pathWithin } from '../../revisions/trees.ts';
import { isCommandTest } from '../commands/measure-command-tests.ts';
import { type Configured, searchTests } from '../suite/find-tests.ts';
import { missingMetrics } from '../suite/measure-metrics.ts';
import { matches, planSuite, refuseOnlyInCi, requireTests } from '../suite/plan-suite.ts';
import { keepApart } from './apart.ts';
import { type BaseTree, makeBaseTree } from './base-tree.ts';
import { type BaseDeclarations, type Collect, collectBase, collector } from './collect-base.ts';
import { compareMetrics, processesFor } from './compare-metrics.ts';
import { type ComparedCommands, comparedCommands } from './compared-commands.ts';
import { gateSinceBase } from './gate-since-base.ts';
import { measureCommandPairs } from './measure-commands.ts';
import { measurePairs } from './measure-pairs.ts';
import { metricsOfPairs } from './metric-sides.ts';
import { notedCompanions } from './noted-companions.ts';
import type { CompareOptions } from './options.ts';
import { pairCommands } from './pair-commands.ts';
import type { PairedTest } from './pair-tests.ts';
import type { ProcessSession } from './process-session.ts';
import { progressOfParts } from './progress-of-parts.ts';
import { readyPairs } from './ready-pairs.ts';
import { failureOfBase, settlePairs } from './settle-pairs.ts';
import type { Unequal } from './unequal-work.ts';
import { nothingCompared, warningsOn } from './warnings.ts';

/** Everything that a comparison works with, once the repository is open. */
export interface TreesToCompare extends Omit<CompareOptions, 'blocks' | 'ref' | 'isMergeBase' | 'programs'> {
  readonly blocks: number;
  readonly repository: Repository;
  readonly base: BaseRevision;
  readonly head: HeadRevision;
  readonly context: EnvironmentContext;
  readonly session: ProcessSession;
  /** What a reaper of commands is started from. */
  readonly reaperProgram: string | undefined;
}

/** The result of every test. */
export type TreesOutcome = Pick<
  CompareReport,
  'comparisons' | 'metrics' | 'onlyInBase' | 'onlyInHead' | 'skipped' | 'failures' | 'gateChanges' | 'warnings'
>;

/** Collects the present tests, makes the base, pairs the tests with those of the base, and measures. */
export async function compareTrees(given: TreesToCompare): Promise<TreesOutcome> {
  const { repository, session, directory } = given;
  const { files, notices, configured } = await searchTests(given.patterns, directory, given.configured ?? NONE);
  const names = files.map(({ path }) => nameWithin(repository, path));
  const temporary = await makeTemporaryDirectory(session.supervision);
  let tree: BaseTree | null = null;
  try {
    const collect = collectorFor(given, temporary.path);
    const headPool = session.startPool({ cwd: directory });
    const head = await planHead(given, files, { collect, pool: headPool, configured });
    tree = await makeBaseTree({
      ...given,
      revision: given.base,
      files: names,
      prepareTimeout: given.config.prepareTimeout,
      told: asked(head),
      onStep: stepsOf(given),
    });
    const outcome = await comparePair(given, { files, collect, headPool, ...head, tree });
    return { ...outcome, warnings: [...notices, ...outcome.warnings] };
  } finally {
    await tree?.remove();
    await temporary.remove();
  }
}

const NONE: Configured = { file: null, commands: [] };

interface HeadReady extends Awaited<ReturnType<typeof planHead>> {
  readonly files: readonly SuiteFile[];
  readonly collect: Collect;
  readonly headPool: WorkerPool;
  readonly tree: BaseTree;
}

async function comparePair(given: TreesToCompare, ready: HeadReady): Promise<TreesOutcome> {
  const { repository, session, base, signal, onEvent, blocks, config } = given;
  const { tree, plan, collected } = ready;
  const basePool = keepApart(session.startPool({ cwd: tree.directory, env: tree.env }), repository.root, tree);
  const pools = { base: basePool, head: ready.headPool };
  const isPrepared = given.prepare !== null;
  const declared = await collectBase({
    ...given,
    ...ready,
    tests: plan.tests,
    versions: 'present',
    commit: base.commit,
    pool: basePool,
  });
  // What was interrupted is not what the base lacks.
  signal?.throwIfAborted();
  const isWanted = (name: string) => matches(name, given.filter);
  const gate = await gateSinceBase(declared, {
    ...given,
    config: given.bareConfig ?? config,
    trees: tree.trees,
    head: collected,
    isWanted,
  });
  const pairing = await readyPairs(
    {
      ...declared,
      tests: plan.tests.filter((test) => !isCommandTest(test)),
      head: collected,
      isWanted,
      where: baseInWords(base),
    },
    { repository, tree, pools, told: collected, isPrepared, signal, onStep: stepsOf(given) },
  );

  // As many as the first look needs, after which most are decided: what every step counts by as well.
  const commands = pairCommands({
    tests: plan.tests.filter(isCommandTest),
    trees: tree.trees,
    base: declared.base,
    ofBase: gate.ofBase,
    where: baseInWords(base),
    env: tree.env,
  });
  const functions = pairing.pairs.filter(({ test }) => test.declaration.kind === 'test');
  const missing = await missingMetrics(pairing.pairs.flatMap(({ test }) => othersIn(test.plan.metrics)));
  const metrics = metricsOfPairs(pairing.pairs, blocks, missing);
  const first = 2 * plannedLooks(blocks)[0]!;
  const planned = [first * functions.length, first * commands.pairs.length, processesFor(metrics)];
  const processes = planned.reduce((sum, count) => sum + count, 0);
  const tests = pairing.pairs.length + commands.pairs.length;
  if (processes > 0) onEvent?.({ kind: 'started', tests, processes });
  const [ofFunctions, ofCommands, ofMetrics] = progressOfParts(planned, (progress) =>
    onEvent?.({ kind: 'step', progress }),
  );
  // Each verdict has its share of the chance of a false alarm.
  const verdicts = metrics.reduce((sum, each) => sum + each.metrics.length, 0);
  const sharers = Math.max(ready.sharers, functions.length + commands.pairs.length + verdicts);
  const timed = await measurePairs(functions, {
    pools,
    blocks,
    tests: sharers,
    confidenceLevel: config.confidenceLevel,
    against: null,
    signal,
    onStep: ofFunctions!,
  });
  const compared = await measureCommandPairs(commands.pairs, {
    ...{ blocks, tests: sharers, signal, confidenceLevel: config.confidenceLevel, against: null },
    reaperProgram: given.reaperProgram,
    onStep: ofCommands!,
  });
  // A function that a side cannot even run is told of once.
  const isLost = (pair: PairedTest) => timed.some((each) => each.pair === pair && each.end.kind === 'failed');
  const others = await compareMetrics(
    metrics.filter(({ pair }) => !isLost(pair)),
    { pools, sharers, signal, onStep: ofMetrics! },
  );
  const measured = [...timed, ...others.failed];
  const context = { repository, ...tree, ref: base.ref, isPrepared, config };
  const settledPairs = await settlePairs(measured, pairing, context);
  const settled = together(settledPairs, commands, comparedCommands(compared, config));
  const outcome = {
    ...settled,
    metrics: others.metrics,
    onlyInBase: pairing.onlyInBase,
    skipped: [...pairing.skipped, ...plan.skipped.map(leftOut)],
    failures: [...plan.failures, ...settled.failures, ...pairing.unequal.map(notComparedAlike)],
    gateChanges: gate.changes,
  };
  return {
    ...outcome,
    warnings: [
      // Of a part nobody knows yet whether the others compare something.
      ...(given.takePart === undefined ? nothingCompared(outcome) : []),
      ...gate.warnings,
      ...[...missing].map(([name, reason]) => `\`${name}\` was not compared: ${reason}.`),
      ...warningsOn({
        base,
        head: given.head,
        companions: await notedCompanions(
          declared.companions,
          measuredFiles(plan.tests, pairing.pairs, { ...declared, head: collected }),
          tree.trees,
        ),
        lackingSubmodules: tree.lackingSubmodules,
        packages: tree.packages,
      }),
      ...adviceOnPairs(settledPairs.comparisons, given.context.platformProfile.platformFamily),
    ],
  };
}

/** What functions and commands came to. */
function together(...parts: readonly Partial<ComparedCommands>[]): ComparedCommands {
  return {
    comparisons: parts.flatMap(({ comparisons = [] }) => comparisons),
    onlyInHead: parts.flatMap(({ onlyInHead = [] }) => onlyInHead),
    failures: parts.flatMap(({ failures = [] }) => failures),
  };
}

function stepsOf({ onEvent }: TreesToCompare) {
  return (words: string) => onEvent?.({ kind: 'preparing', words });
}

/** Files with a test that is asked for. */
function asked({ collected, plan }: Awaited<ReturnType<typeof planHead>>): readonly CollectedFile[] {
  return collected.filter(({ file }) => plan.tests.some((test) => test.file === file.name));
}

function notComparedAlike({ test, reason, remedy }: Unequal): FailedTest {
  return failureOfBase(test.file, test.declaration.name, `${reason}\n${remedy}`);
}

// Of the base's own versions only those that a test runs.
function measuredFiles(
  tests: readonly PlannedTest[],
  pairs: readonly PairedTest[],
  { head, base, own }: Sides,
): readonly CollectedFile[] {
  const asked = new Set(tests.map(({ file }) => file));
  const run = new Set(pairs.map(({ baseLoad }) => baseLoad));
  return [
    ...[...head, ...base].filter(({ file }) => asked.has(file.name)),
    ...own.filter((collected) => 'load' in collected && run.has(collected.load)),
  ];
}

interface Sides extends Pick<BaseDeclarations, 'base' | 'own'> {
  readonly head: readonly CollectedFile[];
}

function collectorFor({ config, context, signal }: TreesToCompare, cacheDirectory: string): Collect {
  return collector({
    cacheDirectory,
    tellsFiles: true,
    timeLimit: planDefaults.timeLimit * (context.ciEnvironment.isCI ? config.ciTimeoutMultiplier : 1),
    signal,
  });
}

interface HeadTools {
  readonly collect: Collect;
  readonly pool: WorkerPool;
  readonly configured: readonly CollectedFile[];
}

async function planHead(
  { config, context, filter, iterations, metrics, signal, head, takePart }: TreesToCompare,
  files: readonly SuiteFile[],
  { collect, pool, configured }: HeadTools,
) {
  const collected = [...(await collect(files, pool)), ...configured];
  signal?.throwIfAborted();
  const { isCI } = context.ciEnvironment;
  if (isCI) refuseOnlyInCi(collected);
  const overrides = { iterations: iterations ?? undefined, metrics };
  const plan = requireTests(planSuite(collected, { config, isCI, overrides, filter }), { filter });
  return { collected, ...((await takePart?.({ plan, head })) ?? { plan, sharers: 0 }) };
}

function leftOut({ testName, file, message, reason }: SkippedTest): UnpairedTest {
  return { testName, file, reason: message, mark: reason };
}

function nameWithin({ root }: Repository, path: string): string {
  const name = pathWithin(root, path);
  if (name !== null) return name;
  throw new UsageError(`${path} lies outside the repository in ${root}, so no revision contains it.`);
}
