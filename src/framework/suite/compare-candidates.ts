import type { MetricEvidence } from '../../judge/candidates/case.ts';
import { judgeCandidates } from '../../judge/candidates/judge-candidates.ts';
import { COMPARISON_FALSE_ALARM_RATE } from '../../judge/constants.ts';
import { controlFromTurns } from '../../judge/control.ts';
import { judgeInPairs } from '../../judge/functions/in-pairs.ts';
import { fallbacksIn, standInsFor } from '../../judge/stand-ins.ts';
import type { MeasuredTest } from '../../measure/processes/measure-tests.ts';
import { sidesOf } from '../../measure/processes/schedule.ts';
import type { CandidatesResult } from '../../model/candidates.ts';
import { FUNCTION_METRICS, type FunctionMetric } from '../../model/function-metrics.ts';
import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { PerformanceComparisonResult } from '../../model/result.ts';
import { aimsOf } from '../../suite/aims.ts';
import { pairEvidence } from '../compare/pair-evidence.ts';
import { comparisonResult } from '../result/results.ts';
import type { JudgeTools } from './judge-suite.ts';

/** What is said of a measured comparison; it has no history, and nothing of it is stored. */
export interface JudgedComparison {
  /** Each candidate against the baseline. */
  readonly comparisons: readonly PerformanceComparisonResult[];
  /** All of them together; none where there are two functions that are compared by time alone. */
  readonly candidates: readonly CandidatesResult[];
}

/** Judges a measured comparison. */
export function judgeComparisonOf({ config }: Pick<JudgeTools, 'config'>, measured: MeasuredTest): JudgedComparison {
  const { test } = measured;
  const [baselineName, ...others] = sidesOf(test.declaration);
  const { maxOverheadPercent, tolerancePercent } = test.plan;
  const processesOf = (name: string): readonly ProcessMeasurement[] => measured.processes[name]!;
  const baseline = processesOf(baselineName);
  const comparisons = others.map((candidateName) => {
    const candidate = processesOf(candidateName);
    const { logRatios, controlLogRatios } = pairEvidence({ base: baseline, head: candidate });
    const { control, ...judgement } = judgeInPairs({
      logRatios: logRatios.lowEnd,
      controlLogRatios,
      maxOverheadPercent,
      confidenceLevel: config.confidenceLevel,
      rule: {
        // However many candidates there are, a comparison has one chance of a false alarm.
        falseAlarmRate: COMPARISON_FALSE_ALARM_RATE / others.length,
        ...(test.declaration.functions && { subject: candidateName }),
      },
    });
    return comparisonResult({
      testName: test.declaration.name,
      baselineName,
      candidateName,
      file: test.file,
      baseline,
      candidate,
      maxOverheadPercent,
      judgement,
      inProcessBias: null,
      control,
      config,
    });
  });
  const { metrics, wishes } = aimsOf(test.declaration.options);
  if (others.length === 1 && metrics.length === 1 && wishes.length === 0) return { comparisons, candidates: [] };
  const names = [baselineName, ...others];
  const all = names.map(processesOf);
  const fallbacks = fallbacksIn(all.flat());
  const judgement = judgeCandidates({
    names,
    evidence: metrics.map((name) => (name === 'time' ? timeOf(all) : otherOf(name, all))),
    wishes,
    confidenceLevel: config.confidenceLevel,
    tolerancePercent,
    objection:
      fallbacks.length === 0
        ? null
        : `Measured with ${standInsFor(fallbacks)}: this says nothing of the functions that were to be compared.`,
  });
  return { comparisons, candidates: [{ testName: test.declaration.name, file: test.file, ...judgement }] };
}

function timeOf(all: readonly (readonly ProcessMeasurement[])[]): MetricEvidence {
  const evidenceOf = (candidate: number, other: number) => pairEvidence({ base: all[other]!, head: all[candidate]! });
  return {
    metric: FUNCTION_METRICS.time,
    values: all.map((processes) => processes.map(({ location }) => location)),
    logRatios: (candidate, other) => evidenceOf(candidate, other).logRatios.lowEnd,
    allowance: (candidate, other) => controlFromTurns(evidenceOf(candidate, other).controlLogRatios)?.allowance ?? 0,
  };
}

// What processes report besides times: of the metrics that they know nothing of there are no values, which is said.
function otherOf(name: FunctionMetric, all: readonly (readonly ProcessMeasurement[])[]): MetricEvidence {
  const valuesOf = (processes: readonly ProcessMeasurement[]): readonly number[] => {
    const values = processes.flatMap(({ cpuTime }) => (name === 'cpuTime' ? (cpuTime ?? []) : []));
    return values.length === processes.length ? values : [];
  };
  return { metric: FUNCTION_METRICS[name], values: all.map(valuesOf) };
}
