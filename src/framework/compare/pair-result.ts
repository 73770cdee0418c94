import type { PerformanceConfigFields } from '../../config/fields.ts';
import { adviceOn } from '../../judge/advice.ts';
import { fallbacksIn, setPairsApart } from '../../judge/stand-ins.ts';
import type { RevisionComparison } from '../../model/revisions.ts';
import { summarize } from '../../statistics/core/summarize.ts';
import type { MeasuredPair } from './measure-pairs.ts';

/** Puts the result of a judged pair together. */
export function pairResult(
  { pair, processes, manner }: MeasuredPair,
  end: JudgedEnd,
  config: Pick<PerformanceConfigFields, 'outlierDetectionMethod' | 'performanceOverheadLimit'>,
): RevisionComparison {
  const { outlierDetectionMethod: outlierMethod, performanceOverheadLimit } = config;
  const { base, head } = processes;
  const { change, aspect } = end.judgement;
  const validation = setPairsApart(end.judgement.validation, fallbacksIn([...base, ...head]));
  const notes = pair.notes ?? [];
  const warnings = [...notes, ...validation.warnings, ...adviceOn([...base, ...head], performanceOverheadLimit)];
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
