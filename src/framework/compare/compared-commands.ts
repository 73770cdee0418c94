import type { PerformanceConfigFields } from '../../config/fields.ts';
import type { FailedTest } from '../../model/result.ts';
import type { RevisionComparison, RevisionSide, UnpairedTest } from '../../model/revisions.ts';
import { summarize } from '../../statistics/core/summarize.ts';
import { COMMAND_MANNER } from './command-evidence.ts';
import type { MeasuredCommandPair } from './measure-commands.ts';
import type { PairEnd } from './measure-pairs.ts';
import { failureOfBase } from './settle-pairs.ts';

/** What came of commands in a comparison. */
export interface ComparedCommands {
  readonly comparisons: readonly RevisionComparison[];
  readonly onlyInHead: readonly UnpairedTest[];
  readonly failures: readonly FailedTest[];
}

/** Sorts what was measured of commands into results and failures, as a comparison reports them. */
export function comparedCommands(
  measured: readonly MeasuredCommandPair[],
  config: Pick<PerformanceConfigFields, 'outlierDetectionMethod'>,
): ComparedCommands {
  const comparisons: RevisionComparison[] = [];
  const onlyInHead: UnpairedTest[] = [];
  const failures: FailedTest[] = [];
  for (const each of measured) {
    const { pair, end } = each;
    const { file, declaration } = pair.test;
    if (end.kind === 'judged') comparisons.push(comparisonOf(each, end, config));
    else if (end.kind === 'left_over') throw new Error('a comparison without a time limit has nothing left over');
    else if (end.side === 'head') failures.push(end.failure);
    else {
      const { message: reason } = end.failure;
      if (pair.isInBase) failures.push(failureOfBase(file, declaration.name, `In the base: ${reason}`));
      else onlyInHead.push({ testName: declaration.name, file, reason });
    }
  }
  return { comparisons, onlyInHead, failures };
}

function comparisonOf(
  { pair: { test }, blocks }: MeasuredCommandPair,
  { judgement, evidence }: Extract<PairEnd, { kind: 'judged' }>,
  { outlierDetectionMethod: outlierMethod }: Pick<PerformanceConfigFields, 'outlierDetectionMethod'>,
): RevisionComparison {
  const { change, aspect, control, validation } = judgement;
  const statisticsOf = (side: RevisionSide) =>
    summarize(
      blocks.flatMap((block) => block[side].map(({ wall }) => wall)),
      { outlierMethod },
    );
  return {
    testName: test.declaration.name,
    file: test.file,
    baseStatistics: statisticsOf('base'),
    headStatistics: statisticsOf('head'),
    change,
    aspect,
    validation,
    logRatios: evidence.logRatios,
    manner: COMMAND_MANNER,
    control,
    baseProcesses: [],
    headProcesses: [],
  };
}
