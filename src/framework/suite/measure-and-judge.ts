import { withPairsBehind } from '../../judge/gate.ts';
import { adviceOnPairs, type MeasuredInPairs } from '../../judge/pair-advice.ts';
import { type MeasuredTest, measureTests, type StepProgress } from '../../measure/processes/measure-tests.ts';
import { type PlannedTest, scheduleSteps } from '../../measure/processes/schedule.ts';
import type { WorkerPool } from '../../measure/processes/worker-process.ts';
import type { CandidatesResult } from '../../model/candidates.ts';
import type { StoredGate } from '../../model/gate.ts';
import type { FailedTest, PerformanceComparisonResult, PerformanceTestResult } from '../../model/result.ts';
import { isCommandTest, leastRunsOf, type PlannedCommandTest } from '../commands/measure-command-tests.ts';
import type { ConfirmEvent } from '../confirm/confirmation.ts';
import { validationOfTime, withValidationOfTime } from '../metrics/metric-results.ts';
import { isStoreFailure } from '../store/recording.ts';
import { judgeComparisonOf } from './compare-candidates.ts';
import { confirmInPairs, isOpen } from './confirm-in-pairs.ts';
import type { InstructionCounter } from './hardware-counters.ts';
import { judgeLast, type ToJudge, unreadable } from './judge-last.ts';
import { otherMetricsToJudge } from './judge-other-metrics.ts';
import { type JudgedTest, type JudgeTools, judgeLooks, makeReady, settle, withNextLook } from './judge-suite.ts';
import { type CommandsOutcome, measureCommands } from './measure-commands.ts';
import { measureMetricsOf, metricSteps } from './measure-metrics.ts';
import { measureOwnMetrics, ownMetricsToJudge } from './own-metrics.ts';
import { baselineKeyOf } from './plan-suite.ts';

/** Progress of a run. */
export type RunEvent = { readonly kind: 'started'; readonly tests: number; readonly processes: number } | ConfirmEvent;

/** How to measure. */
export interface MeasureSuiteOptions {
  readonly pool: WorkerPool;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: ((event: RunEvent) => void) | undefined;
  /** The gate that this run found, to be stored with it. Default: it is not the whole suite. */
  readonly gate?: StoredGate | undefined;
  /** What counts instructions. Default: that of this machine, if it has one. */
  readonly counter?: InstructionCounter | undefined;
  /** What the reaper of commands is started from. Default: this package's own. */
  readonly reaperProgram?: string | undefined;
}

/** The results of the tests of a run, each kind in the order of the files. */
export interface SuiteOutcome {
  readonly results: readonly PerformanceTestResult[];
  readonly comparisons: readonly PerformanceComparisonResult[];
  /** What comparisons of several functions say of all of them; absent where there are none. */
  readonly candidates?: readonly CandidatesResult[];
  readonly failures: readonly FailedTest[];
  /** What concerns the run as a whole, as advice. */
  readonly warnings: readonly string[];
}

// What keeps tests of a run from being measured that nothing is wrong with.
const CUTS_SHORT: readonly FailedTest['reason'][] = ['interrupted', 'store_failed'];
/** Whether a run with these failures ended before all of its tests were measured and judged. */
export function isCutShort(failures: readonly FailedTest[]): boolean {
  return failures.some(({ reason }) => CUTS_SHORT.includes(reason));
}

// Tests are interleaved within a block. What a block's tests are held against is read when it begins.
const TESTS_PER_BLOCK = 24;

/**
 * Measures and judges tests block by block. Suspects, which past runs cannot clear, are confirmed after all others: in
 * pairs of processes against the code of their baseline. Where there are no pairs, those that look slower are measured
 * again, in fresh processes, because noise comes in bursts. All is stored at once when that is over, so that no run is
 * stored with some of its tests: those that need no second look would come first, and they are the quicker ones.
 */
export async function measureAndJudge(
  all: readonly PlannedTest[],
  tools: JudgeTools,
  options: MeasureSuiteOptions,
): Promise<SuiteOutcome> {
  if (all.length === 0) return { results: [], comparisons: [], failures: [], warnings: [] };
  const commands = all.filter(isCommandTest);
  const functions = all.filter((test) => !isCommandTest(test));
  const [own, timed] = partition(functions, ({ declaration }) => declaration.kind === 'metric');
  const progress = announced(functions, commands, options);

  const first = await takeFirstLooks(timed, tools, options, progress.nextPart);
  const others = await measureMetricsOf(
    [...first.decided, ...first.suspects, ...first.comparisons].map(({ test }) => test),
    { ...options, onStep: progress.nextPart() },
  );
  const isWhole = ({ test }: Pick<JudgedTest, 'test'>) => !others.failures.has(test);
  const compared = first.comparisons
    .filter(isWhole)
    .map((each) => judgeComparisonOf(tools, each, others.measured.get(each.test)));
  const metrics = await measureOwnMetrics(own, { ...options, onStep: progress.nextPart() });
  const measuredCommands = await measureCommands(commands, tools, { ...options, onFirst: progress.onCommand });

  const suspects = { functions: first.suspects.filter(isWhole), commands: measuredCommands };
  const second = await lookAgainAtSuspects(suspects, tools, options);
  const whole = [...first.decided.filter(isWhole), ...second.functions];
  const failures = [
    ...first.failures,
    ...others.failures.values(),
    ...metrics.failures,
    ...measuredCommands.failures,
    ...second.failures,
  ];
  const isEndedEarly = (options.signal?.aborted ?? false) || isCutShort(failures);
  const toJudge = [
    ...ownMetricsToJudge(metrics.measured, tools),
    ...second.commands,
    ...otherMetricsToJudge(whole, others.measured, tools),
  ];
  const { failures: unread, ...last } = await judgeLast(toJudge, isEndedEarly);
  const read = whole.filter(({ test }) => !unread.has(test));
  const results = await settle(tools, read, { ...last, gate: options.gate });
  const candidates = compared.flatMap((each) => each.candidates);
  return {
    results: inOrderOf(all, await seenByBothSteps(results, first.clear, tools)),
    comparisons: compared.flatMap((each) => each.comparisons),
    ...(candidates.length > 0 && { candidates }),
    failures: [...failures, ...unread.values()],
    warnings: [
      ...measuredCommands.warnings,
      ...second.warnings,
      ...adviceOnPairs([...first.inPairs, ...second.inPairs], tools.context.platformProfile.platformFamily),
    ],
  };
}

/** What came of functions that were measured once. */
interface FirstLooks {
  readonly decided: readonly JudgedTest[];
  /** Of those that are decided, what past runs cleared. */
  readonly clear: readonly JudgedTest[];
  readonly suspects: readonly JudgedTest[];
  readonly comparisons: readonly MeasuredTest[];
  readonly inPairs: readonly MeasuredInPairs[];
  readonly failures: readonly FailedTest[];
}

async function takeFirstLooks(
  timed: readonly PlannedTest[],
  tools: JudgeTools,
  options: MeasureSuiteOptions,
  nextPart: Progress['nextPart'],
): Promise<FirstLooks> {
  const decided: JudgedTest[] = [];
  const suspects: JudgedTest[] = [];
  const comparisons: MeasuredTest[] = [];
  const inPairs: MeasuredInPairs[] = [];
  const failures: FailedTest[] = [];
  for (let start = 0; start < timed.length; start += TESTS_PER_BLOCK) {
    const block = await readyBlock(tools, timed.slice(start, start + TESTS_PER_BLOCK), { isFirst: start === 0 });
    const measured = await measureTests(
      block.ready.map(({ test }) => test),
      { ...options, onStep: nextPart() },
    );
    failures.push(...block.failures, ...measured.flatMap(({ failure }) => failure ?? []));
    inPairs.push(...measured.flatMap(comparedInPairs));
    comparisons.push(...measured.filter(isWholeComparison));
    const judged = block.ready.flatMap((ready, i) => {
      const { failure, processes } = measured[i]!;
      if (failure !== null || isComparison(ready)) return [];
      return judgeLooks(tools, ready, [processes.candidate]);
    });
    const [open, closed] = partition(judged, (each) => isOpen(tools, each));
    suspects.push(...open);
    decided.push(...closed);
  }
  return {
    decided,
    clear: decided.filter(({ stored }) => stored.runs.length > 0),
    suspects,
    comparisons,
    inPairs,
    failures,
  };
}

/** What came of suspects in pairs, or where there were none in a second measurement. */
interface SecondLooks {
  readonly functions: readonly JudgedTest[];
  readonly commands: readonly ToJudge[];
  readonly inPairs: readonly MeasuredInPairs[];
  readonly failures: readonly FailedTest[];
  readonly warnings: readonly string[];
}

async function lookAgainAtSuspects(
  suspects: { readonly functions: readonly JudgedTest[]; readonly commands: CommandsOutcome },
  tools: JudgeTools,
  options: MeasureSuiteOptions,
): Promise<SecondLooks> {
  // What is complete is kept: nothing more is asked of a run that was interrupted.
  const confirm = options.signal?.aborted ? null : tools.confirm;
  const toConfirm = { functions: suspects.functions, commands: suspects.commands.suspects };
  const paired = await confirmInPairs({ ...tools, confirm }, toConfirm, options.onEvent);
  const [again, cleared] = partition(paired.withoutPairs, ({ judgement }) => judgement.needsConfirmation);
  const confirmed = await lookOn(again, tools, options);
  const commands = await suspects.commands.lookAgain(paired);
  return {
    functions: [...paired.decided, ...cleared, ...confirmed.judged],
    commands: commands.toJudge,
    inPairs: paired.decided.flatMap(decidedInPairs),
    failures: [...paired.failures, ...confirmed.failures, ...commands.failures],
    warnings: paired.warnings,
  };
}

// Of what past runs cleared, both steps together could have seen more: a slow-down that is suspect, and that pairs show.
async function seenByBothSteps(
  results: readonly PerformanceTestResult[],
  clear: readonly JudgedTest[],
  { coveredByPairs }: JudgeTools,
): Promise<readonly PerformanceTestResult[]> {
  const clearOnes = new Map(clear.map((each) => [baselineKeyOf(each.test), each]));
  const better = results.flatMap((result) => {
    const own = clearOnes.get(result.baselineKey);
    if (own === undefined) return [];
    const ofTime = validationOfTime(result);
    const validation = withPairsBehind(ofTime, own.looks.flat(), own.test.plan.tolerancePercent);
    const isBetter = validation.minimumDetectableChangePercent !== ofTime.minimumDetectableChangePercent;
    return isBetter ? [{ own, result: withValidationOfTime(result, validation) }] : [];
  });
  // Git is not asked for nothing.
  if (coveredByPairs === undefined || better.length === 0) return results;
  const covered = await coveredByPairs(better.map(({ own }) => own));
  const told = new Map(
    better.filter(({ own }) => covered.has(own.test)).map(({ result }) => [result.baselineKey, result]),
  );
  return results.map((result) => told.get(result.baselineKey) ?? result);
}

// Until none is left that needs another look; the judge bounds their number.
async function lookOn(
  suspects: readonly JudgedTest[],
  tools: JudgeTools,
  options: MeasureSuiteOptions,
): Promise<LookedAgain> {
  if (suspects.length === 0) return { judged: [], failures: [] };
  const again = await lookAgain(suspects, tools, options);
  const [open, closed] = partition(again.judged, ({ judgement }) => judgement.needsConfirmation);
  const rest = await lookOn(open, tools, options);
  return { judged: [...closed, ...rest.judged], failures: [...again.failures, ...rest.failures] };
}

interface LookedAgain {
  readonly judged: readonly JudgedTest[];
  readonly failures: readonly FailedTest[];
}

async function lookAgain(
  suspects: readonly JudgedTest[],
  tools: JudgeTools,
  options: MeasureSuiteOptions,
): Promise<LookedAgain> {
  const tests = suspects.map(({ test }) => test);
  const names = tests.map(({ declaration }) => declaration.name);
  options.onEvent?.({ kind: 'confirming', tests: names, processes: scheduleSteps(tests).length, base: null });
  const measured = await measureTests(tests, {
    ...options,
    onStep: overallProgress(scheduleSteps(tests).length, options)(),
  });
  const judged: JudgedTest[] = [];
  for (const [i, suspect] of suspects.entries()) {
    const { failure, processes } = measured[i]!;
    if (failure !== null) continue;
    const next = judgeLooks(tools, suspect, withNextLook(suspect, processes.candidate));
    // Why there are no pairs of it.
    judged.push({ ...next, evidence: suspect.evidence });
  }
  return { judged, failures: measured.flatMap(({ failure }) => failure ?? []) };
}

function partition<Item>(items: readonly Item[], belongs: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

/**
 * What a block's tests will be held against. Where the store fails, nothing is measured that could not be judged. Before
 * the first block that ends the run; later it fails those tests, so that what was measured before is not lost.
 */
async function readyBlock(
  tools: JudgeTools,
  tests: readonly PlannedTest[],
  { isFirst }: { readonly isFirst: boolean },
) {
  const outcomes = await Promise.all(
    tests.map((test) =>
      makeReady(tools, test).catch((error: unknown) => {
        if (isFirst || !isStoreFailure(error)) throw error;
        return unreadable(test, error, 'It was not measured');
      }),
    ),
  );
  const ready = outcomes.filter((outcome) => 'test' in outcome);
  return { ready, failures: outcomes.filter((outcome) => 'reason' in outcome) };
}

function comparedInPairs({ test, manner }: MeasuredTest): readonly MeasuredInPairs[] {
  return manner === null ? [] : [{ testName: test.declaration.name, manner }];
}

function decidedInPairs({ test, evidence }: JudgedTest): readonly MeasuredInPairs[] {
  return evidence.decidedBy === 'pairs' ? [{ testName: test.declaration.name, manner: evidence.manner }] : [];
}

function isComparison({ test }: { readonly test: PlannedTest }): boolean {
  return test.declaration.kind === 'comparison';
}

function isWholeComparison(measured: MeasuredTest): boolean {
  return measured.failure === null && isComparison(measured);
}

/** Tells of steps as those of the whole run, whose parts count their own. */
interface Progress {
  /** What the next part of those that take turns tells its steps. */
  nextPart(): (step: StepProgress) => void;
  /** Of commands, which come last. */
  onCommand(step: StepProgress): void;
}

function announced(
  functions: readonly PlannedTest[],
  commands: readonly PlannedCommandTest[],
  options: MeasureSuiteOptions,
): Progress {
  const processes = scheduleSteps(functions).length + metricSteps(functions).length;
  const total = processes + leastRunsOf(commands);
  options.onEvent?.({ kind: 'started', tests: functions.length + commands.length, processes: total });
  return {
    nextPart: overallProgress(total, options),
    onCommand: (step) =>
      options.onEvent?.({
        kind: 'step',
        progress: { ...step, done: processes + step.done, total: processes + step.total },
      }),
  };
}

// Blocks count their own steps; people want to see those of the whole run.
function overallProgress(total: number, { onEvent }: MeasureSuiteOptions) {
  let before = 0;
  return () => {
    const offset = before;
    return (step: StepProgress) => {
      before = offset + step.total;
      onEvent?.({ kind: 'step', progress: { ...step, done: offset + step.done, total } });
    };
  };
}

function inOrderOf(tests: readonly PlannedTest[], results: readonly PerformanceTestResult[]) {
  // A name may occur in two files, a baseline may not.
  const place = new Map(tests.map((test, i) => [baselineKeyOf(test), i]));
  return results.toSorted((a, b) => place.get(a.baselineKey)! - place.get(b.baselineKey)!);
}
