import type { PerformanceConfigFields } from '../../config/fields.ts';
import { adviceOnMeasurement } from '../../judge/measurement-advice.ts';
import { fallbacksIn, setPairsApart } from '../../judge/stand-ins.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionComparison, UnpairedTest } from '../../model/revisions.ts';
import { summarize } from '../../statistics/core/summarize.ts';
import { explainTrouble, type TroubleContext, withoutCheckOut } from './base-trouble.ts';
import type { MeasuredPair } from './measure-pairs.ts';
import type { Pairing } from './pair-tests.ts';

/** The results of the present tree's tests. */
export interface Settled {
  readonly comparisons: readonly RevisionComparison[];
  readonly onlyInHead: readonly UnpairedTest[];
  readonly failures: readonly FailedTest[];
}

/** What the sorting works with. */
export interface SettleContext extends TroubleContext {
  readonly config: Pick<PerformanceConfigFields, 'outlierDetectionMethod' | 'performanceOverheadLimit'>;
}

/**
 * Sorts what was measured into results and failures. A new test that fails in the base is not a failure, and is listed,
 * unless the user can do something about it; one that the base has as well was not compared, which is a failure.
 */
export async function settlePairs(
  measured: readonly MeasuredPair[],
  { onlyInHead: unpaired, broken }: Pick<Pairing, 'onlyInHead' | 'broken'>,
  context: SettleContext,
): Promise<Settled> {
  const comparisons: RevisionComparison[] = [];
  const failures: FailedTest[] = [];
  const lacking: Lacking[] = [
    ...broken.map((test) => ({ test, isInBase: true })),
    ...unpaired.map((test) => ({ test, isInBase: false })),
  ];
  for (const each of measured) {
    const { end, pair } = each;
    if (end.kind === 'judged') comparisons.push(pairResult(named(each, context), end, context.config));
    else if (end.kind === 'left_over') throw new Error('a comparison without a time limit has nothing left over');
    else if (end.side === 'head') failures.push(end.failure);
    else {
      const { testName, file, message } = end.failure;
      lacking.push({ test: { testName, file, reason: message }, isInBase: pair.isInBase ?? false });
    }
  }
  const { onlyInHead, notCompared } = await sortLacking(lacking, context);
  return { comparisons, onlyInHead, failures: [...failures, ...notCompared] };
}

function named(measured: MeasuredPair, context: TroubleContext): MeasuredPair {
  const notes = measured.pair.notes?.map((note) => withoutCheckOut(note, context)) ?? [];
  return { ...measured, pair: { ...measured.pair, notes } };
}

/** A test that the base cannot run. */
interface Lacking {
  readonly test: UnpairedTest;
  readonly isInBase: boolean;
}

async function sortLacking(lacking: readonly Lacking[], context: TroubleContext) {
  const onlyInHead: UnpairedTest[] = [];
  const failed = new Map<string, FailedTest>();
  for (const { test, isInBase } of lacking) {
    const { reason, remedy } = await explainTrouble(test.reason, context);
    if (remedy === null && !isInBase) {
      onlyInHead.push({ ...test, reason });
      continue;
    }
    // What the tests of a file have in common is said once, of the file.
    const message = remedy === null ? reason : `${reason}\n${remedy}`;
    const key = `${test.file}\0${message}`;
    failed.set(key, failureOfBase(test.file, failed.has(key) ? null : test.testName, message));
  }
  return { onlyInHead, notCompared: [...failed.values()] };
}

/** That a test, or a whole file, was not compared. */
export function failureOfBase(file: string, testName: string | null, message: string): FailedTest {
  return { testName, file, reason: 'base_failed', message, stack: null };
}

/** Puts the result of a judged pair together. */
function pairResult(
  { pair, processes, manner }: MeasuredPair,
  end: JudgedEnd,
  config: Pick<PerformanceConfigFields, 'outlierDetectionMethod' | 'performanceOverheadLimit'>,
): RevisionComparison {
  const { outlierDetectionMethod: outlierMethod, performanceOverheadLimit } = config;
  const { base, head } = processes;
  const { change, aspect } = end.judgement;
  const validation = setPairsApart(end.judgement.validation, fallbacksIn([...base, ...head]));
  const notes = pair.notes ?? [];
  const warnings = [
    ...notes,
    ...validation.warnings,
    ...adviceOnMeasurement([...base, ...head], performanceOverheadLimit),
  ];
  return {
    testName: pair.test.declaration.name,
    file: pair.test.file,
    baseStatistics: summarize(
      base.flatMap(({ samples }) => samples),
      { outlierMethod },
    ),
    headStatistics: summarize(
      head.flatMap(({ samples }) => samples),
      { outlierMethod },
    ),
    change,
    aspect,
    validation: { ...validation, warnings },
    logRatios: end.evidence.logRatios,
    manner: manner!,
    control: end.judgement.control,
    baseProcesses: base,
    headProcesses: head,
  };
}

type JudgedEnd = Extract<MeasuredPair['end'], { kind: 'judged' }>;
