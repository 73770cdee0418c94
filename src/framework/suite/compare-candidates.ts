import type { MetricEvidence } from '../../judge/candidates/case.ts';
import { judgeCandidates } from '../../judge/candidates/judge-candidates.ts';
import { COMPARISON_FALSE_ALARM_RATE } from '../../judge/constants.ts';
import { controlFromTurns } from '../../judge/control.ts';
import { judgeInPairs } from '../../judge/functions/in-pairs.ts';
import { fallbacksIn, standInsFor } from '../../judge/stand-ins.ts';
import type { ProcessFigures } from '../../measure/metrics/figures.ts';
import type { MeasuredTest } from '../../measure/processes/measure-tests.ts';
import { sidesOf } from '../../measure/processes/schedule.ts';
import type { CandidatesResult } from '../../model/candidates.ts';
import { FUNCTION_METRICS, type OtherMetric } from '../../model/function-metrics.ts';
import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { PerformanceComparisonResult } from '../../model/result.ts';
import { median } from '../../statistics/core/median.ts';
import { aimsOf } from '../../suite/aims.ts';
import { pairEvidence } from '../compare/pair-evidence.ts';
import { comparisonResult } from '../result/results.ts';
import type { JudgeTools } from './judge-suite.ts';
import { errorOfCounting, type MeasuredFigures, missingOf } from './measure-metrics.ts';

/** What is said of a measured comparison; it has no history, and nothing of it is stored. */
export interface JudgedComparison {
  /** Each candidate against the baseline. */
  readonly comparisons: readonly PerformanceComparisonResult[];
  /** All of them together; none where there are two functions that are compared by time alone. */
  readonly candidates: readonly CandidatesResult[];
}

/**
 * Judges a measured comparison.
 * @param others what was measured of its functions in processes of their own. Default: nothing.
 */
export function judgeComparisonOf(
  { config }: Pick<JudgeTools, 'config'>,
  measured: MeasuredTest,
  others?: MeasuredFigures,
): JudgedComparison {
  const { test } = measured;
  const [baselineName, ...candidateNames] = sidesOf(test.declaration);
  const { maxOverheadPercent, tolerancePercent } = test.plan;
  const processesOf = (name: string): readonly ProcessMeasurement[] => measured.processes[name]!;
  const baseline = processesOf(baselineName);
  const comparisons = candidateNames.map((candidateName) => {
    const candidate = processesOf(candidateName);
    const { logRatios, controlLogRatios } = pairEvidence({ base: baseline, head: candidate });
    const { control, ...judgement } = judgeInPairs({
      logRatios: logRatios.lowEnd,
      controlLogRatios,
      maxOverheadPercent,
      confidenceLevel: config.confidenceLevel,
      rule: {
        // However many candidates there are, a comparison has one chance of a false alarm.
        falseAlarmRate: COMPARISON_FALSE_ALARM_RATE / candidateNames.length,
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
  if (candidateNames.length === 1 && metrics.length === 1 && wishes.length === 0)
    return { comparisons, candidates: [] };
  const names = [baselineName, ...candidateNames];
  const all = names.map(processesOf);
  const fallbacks = fallbacksIn([...all.flat(), ...(others === undefined ? [] : [others])]);
  const judgement = judgeCandidates({
    names,
    evidence: metrics.map((name) => {
      if (name === 'time') return timeOf(all);
      if (name === 'cpuTime') return cpuTimeOf(all);
      const told = names.map((side) => others?.of(side, name) ?? []);
      return apartOf(name, told);
    }),
    wishes,
    confidenceLevel: config.confidenceLevel,
    tolerancePercent,
    objection:
      fallbacks.length === 0
        ? null
        : `Measured with ${standInsFor(fallbacks)}: this says nothing of the functions that were to be compared.`,
  });
  const missing = others === undefined ? [] : missingOf(test, others);
  const warnings = [...missing.map(([name, reason]) => `${name}: ${reason}.`), ...judgement.warnings];
  return { comparisons, candidates: [{ testName: test.declaration.name, file: test.file, ...judgement, warnings }] };
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

// Where one process does not tell it there are no values, which is said.
function cpuTimeOf(all: readonly (readonly ProcessMeasurement[])[]): MetricEvidence {
  const valuesOf = (processes: readonly ProcessMeasurement[]): readonly number[] => {
    const values = processes.flatMap(({ cpuTime }) => cpuTime ?? []);
    return values.length === processes.length ? values : [];
  };
  return { metric: FUNCTION_METRICS.cpuTime, values: all.map(valuesOf) };
}

/** What processes of their own told of a metric, of each function in its place. */
function apartOf(name: OtherMetric, all: readonly (readonly ProcessFigures[])[]): MetricEvidence {
  // One more or one fewer in a process is no difference; the more processes there are, the less of it is left.
  const errors = all.map((figures) => errorOfCounting(figures) / Math.sqrt(figures.length || 1));
  return {
    metric: FUNCTION_METRICS[name],
    values: all.map((figures) => figures.map(({ samples }) => median(samples))),
    ...(errors.some((error) => error > 0) && {
      allowance: (candidate, other) => Math.hypot(errors[candidate]!, errors[other]!),
    }),
  };
}
