import { isModule } from '../../config/file-names.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import { MOST_PAIRS } from '../../judge/constants.ts';
import { plannedLooks } from '../../judge/revisions/looks.ts';
import { fallbacksIn, standInsFor } from '../../judge/stand-ins.ts';
import { now } from '../../measure/clock.ts';
import type { CollectedFile, SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { Programs, WorkerPool } from '../../measure/processes/worker-process.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { PairManner } from '../../model/measurement.ts';
import type { Repository } from '../../revisions/repository.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { counterpart, pathWithin } from '../../revisions/trees.ts';
import { isCommandTest, type PlannedCommandTest } from '../commands/measure-command-tests.ts';
import { keepApart } from '../compare/apart.ts';
import { type BaseTree, makeBaseTree } from '../compare/base-tree.ts';
import { explainTrouble } from '../compare/base-trouble.ts';
import { type BaseDeclarations, type Collect, collectBase, collector } from '../compare/collect-base.ts';
import { COMMAND_MANNER } from '../compare/command-evidence.ts';
import { declaredIn } from '../compare/gate-since-base.ts';
import { measureCommandPairs } from '../compare/measure-commands.ts';
import { measurePairs, type PairEnd } from '../compare/measure-pairs.ts';
import { pairOwnCommands } from '../compare/pair-commands.ts';
import type { ProcessSession } from '../compare/process-session.ts';
import { readyPairs } from '../compare/ready-pairs.ts';
import type { Pools } from '../compare/turn.ts';
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
  /** The configuration that declares commands, absolute; null where none does. */
  readonly configFile: string | null;
  /** What processes are started from. */
  readonly programs: Programs;
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
  const files = filesOf(inside.filter(({ load }) => load.file !== place.configFile));
  const { configFile } = place;
  const isConfigured = configFile !== null && files.length < filesOf(inside).length;
  const loaded = [...files.map(({ path }) => path), ...(isConfigured && isModule(configFile) ? [configFile] : [])];
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
      files: loaded.map((path) => pathWithin(repository.root, path)!),
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
  const { repository, session, directory, files, collect, signal, budget } = given;
  const pools = {
    base: keepApart(session.startPool({ cwd: tree.directory, env: tree.env }), repository.root, tree),
    head: given.headPool,
  };
  const commands = given.tests.filter(isCommandTest);
  const tests = given.tests.filter((test) => !isCommandTest(test));
  const declared = await collectBase({
    ...{ repository, tree, directory, files, tests, pool: pools.base, commit: base.commit, versions: 'own' },
    patterns: files.map(({ path }) => path),
    collect,
  });
  signal?.throwIfAborted();
  // Of what time there is, commands keep their part: functions come first, and may take all of theirs.
  const kept = (budget.seconds * commands.length) / given.tests.length;
  await spending(budget, kept, (clock) => measureFunctions(tree, base, { ...given, tests, pools, declared, clock }));
  await spending(budget, 0, (clock) => measureCommands(tree, base, { ...given, commands, declared, clock }));
}

/** Does something that may take what is left of the time but for a part of it. Of no more than that it is told. */
async function spending(
  budget: { seconds: number },
  kept: number,
  work: (clock: Clock) => Promise<void>,
): Promise<void> {
  let start: number | null = null;
  const spent = () => (start === null ? 0 : now() - start);
  await work({
    begin: () => {
      start = now();
    },
    isTimeOver: () => spent() > budget.seconds - kept,
  });
  budget.seconds -= spent();
}

/** Time that runs from when measuring begins: making things ready does not count. */
interface Clock {
  begin(): void;
  isTimeOver(): boolean;
}

interface InBase extends Omit<TestsToMeasure, 'tests'> {
  readonly declared: BaseDeclarations;
  readonly clock: Clock;
}

interface FunctionsToMeasure extends InBase {
  readonly tests: readonly PlannedTest[];
  readonly pools: Pools;
}

async function measureFunctions(tree: BaseTree, base: BaseRevision, given: FunctionsToMeasure): Promise<void> {
  const { repository, config, tests, pools, declared, told, clock, signal, onEvent, confirmations } = given;
  if (tests.length === 0) return;
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
  announce(pairs, base, onEvent);
  const notes = notesOn(tree);
  const noted = pairs.map((pair) => ({ ...pair, notes: [...notes, ...(pair.notes ?? [])] }));
  clock.begin();
  const measured = await measurePairs(noted, {
    ...{ pools, signal, isTimeOver: clock.isTimeOver },
    ...pairOptions(base, given),
    isStateKnown: true,
  });
  for (const each of measured) {
    const { test } = each.pair;
    const fallbacks = fallbacksIn([...each.processes.base, ...each.processes.head]);
    const isReal = each.end.kind !== 'judged' || fallbacks.length === 0;
    if (isReal)
      await conclude(test, each.end, { ...given, tree, base, manner: each.manner, notes: each.pair.notes ?? [] });
    else confirmations.set(test, withStandIns(fallbacks, base));
  }
}

interface CommandsToMeasure extends InBase {
  readonly commands: readonly PlannedCommandTest[];
}

async function measureCommands(tree: BaseTree, base: BaseRevision, given: CommandsToMeasure): Promise<void> {
  const { repository, programs, directory, configFile, commands, declared, clock, signal, onEvent, confirmations } =
    given;
  if (commands.length === 0) return;
  const { trees } = tree;
  const where = baseInWords(base);
  const [lacking] = tree.lacking;
  if (lacking !== undefined) {
    // What a command reads is not known.
    const reason = `It may read ${lacking.name}, which ${lacking.reason}.`;
    for (const test of commands) confirmations.set(test, withoutPairs(reason, `${lacking.remedy}.`));
    return;
  }
  tree.guard();
  // Present files that were carried over are not what the base declares.
  const isOwn = ({ file }: CollectedFile) => given.files.some((each) => counterpart(each.path, trees) === file.path);
  const isConfigured = configFile !== null && commands.some(({ load }) => load.file === configFile);
  const configured = isConfigured
    ? (await declaredIn(repository, base.commit, trees, { directory, file: configFile })).configured
    : [];
  const { pairs, lacking: without } = pairOwnCommands({
    ...{ tests: commands, trees, where, env: tree.env },
    ofBase: [...declared.base.filter(isOwn), ...configured],
  });
  for (const { test, reason } of without) confirmations.set(test, withoutPairs(reason));
  if (pairs.length === 0) return;
  announce(pairs, base, onEvent);
  clock.begin();
  const measured = await measureCommandPairs(pairs, {
    ...{ signal, reaperProgram: programs.reaper, isTimeOver: clock.isTimeOver },
    ...pairOptions(base, given),
  });
  const common = { ...given, tree, base, manner: COMMAND_MANNER, notes: notesOn(tree) };
  for (const { pair, end } of measured) await conclude(pair.test, end, common);
}

function announce(
  pairs: readonly { readonly test: PlannedTest }[],
  base: BaseRevision,
  onEvent: BaseContext['onEvent'],
): void {
  const names = pairs.map(({ test }) => test.declaration.name);
  // As many as the first look needs, after which most are decided.
  const processes = 2 * plannedLooks(MOST_PAIRS)[0]! * names.length;
  onEvent({ kind: 'confirming', tests: names, processes, base });
}

function pairOptions(base: BaseRevision, { sharers, config, onEvent }: BaseContext) {
  return {
    blocks: MOST_PAIRS,
    tests: sharers,
    confidenceLevel: config.confidenceLevel,
    against: short(base.commit),
    onStep: (progress: StepProgress) => onEvent({ kind: 'step', progress }),
  };
}

function notesOn({ packages }: BaseTree): readonly string[] {
  return packages === null ? [] : [packages];
}

function withStandIns(fallbacks: readonly UsedFallback[], base: BaseRevision): Confirmation {
  const what = standInsFor(fallbacks);
  const reason = `In pairs with ${baseInWords(base)} it was measured with ${what}, which says nothing of the code.`;
  return withoutPairs(reason, fallbacks[0]!.reason);
}

interface Conclusion extends LeftOutPlace {
  readonly base: BaseRevision;
  readonly manner: PairManner | null;
  readonly notes: readonly string[];
}

async function conclude(test: PlannedTest, end: PairEnd, given: Conclusion): Promise<void> {
  const { base, manner, notes, confirmations } = given;
  if (end.kind === 'failed' && end.side === 'base') await leaveOut(test, end.failure.message, base, given);
  else if (end.kind === 'failed') confirmations.set(test, { kind: 'failed', failure: end.failure });
  else if (end.kind === 'left_over') confirmations.set(test, { kind: 'left_over' });
  else confirmations.set(test, { kind: 'judged', base, manner: manner!, notes, end });
}

interface LeftOutPlace extends Pick<TestsToMeasure, 'repository' | 'config' | 'confirmations'> {
  readonly tree: BaseTree;
}

async function leaveOut(
  test: PlannedTest,
  message: string,
  base: BaseRevision,
  { repository, tree, config, confirmations }: LeftOutPlace,
): Promise<void> {
  const context = { repository, ...tree, ref: base.ref, isPrepared: config.prepare !== '' };
  const { reason, remedy } = await explainTrouble(message, context);
  confirmations.set(test, withoutPairs(`It cannot run on the code of ${baseInWords(base)}: ${reason}`, remedy));
}

function filesOf(tests: readonly PlannedTest[]): readonly SuiteFile[] {
  return [...new Map(tests.map(({ load, file }) => [load.file, { path: load.file, name: file }])).values()];
}
